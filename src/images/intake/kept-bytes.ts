/** What is kept of a file: parts of it, in their order. */
export class KeptBytes {
  readonly #bytes: Uint8Array;
  readonly #parts: { start: number; end: number }[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @param end may lie behind the end of the file. */
  keep(start: number, end: number): void {
    const last = this.#parts.at(-1);
    if (last?.end === start) last.end = end;
    else this.#parts.push({ start, end });
  }

  /** The parts as a file of their own; the file itself when nothing is left out. */
  join(): Uint8Array {
    const [first, ...others] = this.#parts;
    if (first?.start === 0 && others.length === 0 && first.end >= this.#bytes.length) return this.#bytes;
    return Buffer.concat(this.#parts.map(({ start, end }) => this.#bytes.subarray(start, end)));
  }
}
