/** The kept parts of a file, in order. */
export class KeptBytes {
  readonly #bytes: Uint8Array;
  readonly #parts: { start: number; end: number }[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param end may be past the end of the file. */
  keep(start: number, end: number): void {
    const last = this.#parts.at(-1);
    if (last?.end === start) last.end = end;
    else this.#parts.push({ start, end });
  }

  /** The parts as a new file; the original if nothing is dropped. */
  join(): Uint8Array {
    const [first, ...others] = this.#parts;
    if (first?.start === 0 && others.length === 0 && first.end >= this.#bytes.length) return this.#bytes;
    return Buffer.concat(this.#parts.map(({ start, end }) => this.#bytes.subarray(start, end)));
  }
}
