/** Counts by name. Names with a count of zero are removed, so that clients cannot make it grow. */
export class Tally {
  readonly #counts = new Map<string, number>();

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  add(name: string, amount = 1): void {
    this.#set(name, this.of(name) + amount);
  }

  remove(name: string, amount = 1): void {
    this.#set(name, this.of(name) - amount);
  }

  #set(name: string, count: number): void {
    if (count > 0) this.#counts.set(name, count);
    else this.#counts.delete(name);
  }
}
