/**
 * Fair queueing of a device between shares by start tags (Goyal, Vin and Cheng, 1996). The tag of a share is the work
 * done for it, by weight, and the share with the lowest tag is served next. A share that begins to wait starts at
 * virtual time, so that it has no credit from times in which it was idle.
 *
 * Virtual time is what a share with a weight of one would have got, and at least the lowest tag (Bennett and Zhang,
 * 1997). The lowest tag alone would stand still as long as new shares come, and others would wait forever.
 */
export class ShareTags {
  readonly #tags = new Map<string, number>();
  #waiting: ReadonlyMap<string, number> = new Map();
  #now = 0;

  /** Virtual time. */
  get now(): number {
    return this.#now;
  }

  /** Number of shares it remembers: those that wait, and those that are ahead of virtual time. */
  get size(): number {
    return this.#tags.size;
  }

  /** @param shares with their weights. Those that neither wait nor are ahead are forgotten. */
  setWaiting(shares: ReadonlyMap<string, number>): void {
    for (const share of shares.keys())
      if (!this.#waiting.has(share)) this.#tags.set(share, Math.max(this.#now, this.of(share)));
    this.#waiting = shares;
    const lowest = Math.min(...shares.keys().map(share => this.of(share)));
    if (Number.isFinite(lowest)) this.#now = Math.max(this.#now, lowest);
    for (const [share, tag] of this.#tags)
      if (tag <= this.#now && !shares.has(share)) this.#tags.delete(share);
  }

  /** The tag of a waiting share. */
  of(share: string): number {
    return this.#tags.get(share) ?? this.#now;
  }

  /** @param weight of the work. */
  charge(share: string, work: number, weight: number): void {
    this.#tags.set(share, this.of(share) + work / weight);
    // One more than wait: a newcomer starts before those that kept pace.
    const weights = this.#waiting.values().reduce((sum, each) => sum + each, 1);
    this.#now += work / weights;
  }
}
