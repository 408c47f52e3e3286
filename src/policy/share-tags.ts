/**
 * Start-time fair queueing (Goyal, Vin and Cheng, 1996) of a device between shares. Each share has a tag: the work done
 * for it, by weight. The share with the lowest tag is served next. Virtual time is the lowest tag of the shares that
 * wait, and a share that begins to wait starts there, so that it has no credit from times in which it was idle.
 */
export class ShareTags {
  readonly #tags = new Map<string, number>();
  #now = 0;

  /** Virtual time: the lowest tag of the waiting shares. */
  get now(): number {
    return this.#now;
  }

  /** Number of shares it remembers: those that wait, and those that are ahead of them. */
  get size(): number {
    return this.#tags.size;
  }

  /** Updates virtual time. Shares that neither wait nor are ahead are forgotten. */
  setWaiting(shares: ReadonlySet<string>): void {
    if (shares.size === 0) return;
    let lowest = Number.POSITIVE_INFINITY;
    for (const share of shares) {
      const tag = this.of(share);
      this.#tags.set(share, tag);
      lowest = Math.min(lowest, tag);
    }
    this.#now = lowest;
    for (const [share, tag] of this.#tags) if (tag <= lowest && !shares.has(share)) this.#tags.delete(share);
  }

  /** A share's tag, never below virtual time. */
  of(share: string): number {
    return Math.max(this.#now, this.#tags.get(share) ?? 0);
  }

  charge(share: string, work: number): void {
    this.#tags.set(share, this.of(share) + work);
  }
}
