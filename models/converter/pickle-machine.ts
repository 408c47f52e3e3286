import { malformed, type Pickled } from './pickle-values.ts';

export const MARK = Symbol('mark');

/** The state of a pickle being read: the bytes, the stack and the memo. Numbers are little-endian. */
export class PickleMachine {
  readonly #bytes: Buffer;
  readonly #memo: Pickled[] = [];
  readonly #stack: (Pickled | typeof MARK)[] = [];
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Index of the next byte. */
  get position(): number {
    return this.#position;
  }

  push(value: Pickled | typeof MARK): void {
    this.#stack.push(value);
  }

  pop(): Pickled {
    const value = this.#stack.pop();
    if (value === undefined || value === MARK) throw malformed('the stack is empty where a value is needed');
    return value;
  }

  top(): Pickled {
    const value = this.pop();
    this.#stack.push(value);
    return value;
  }

  /** Takes everything above the last mark, and the mark. */
  popToMark(): Pickled[] {
    const mark = this.#stack.lastIndexOf(MARK);
    if (mark < 0) throw malformed('a mark is missing');
    return this.#stack.splice(mark).filter(value => value !== MARK);
  }

  /** Reads an unsigned integer of `size` bytes. */
  unsigned(size: 1 | 2 | 4): number {
    return this.#bytes.readUIntLE(this.#advance(size), size);
  }

  /** Reads a length of eight bytes. */
  length(): number {
    return Number(this.#bytes.readBigUInt64LE(this.#advance(8)));
  }

  /** Reads a signed integer of four bytes. */
  signed(): number {
    return this.#bytes.readInt32LE(this.#advance(4));
  }

  /** Reads a double, which pickles keep big-endian. */
  double(): number {
    return this.#bytes.readDoubleBE(this.#advance(8));
  }

  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  text(length: number): string {
    const start = this.#advance(length);
    return this.#bytes.toString('utf8', start, start + length);
  }

  /** Reads up to the next newline. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#position);
    if (end < 0) throw cutShort();
    const text = this.#bytes.toString('utf8', this.#position, end);
    this.#position = end + 1;
    return text;
  }

  /** Remembers the top of the stack under a number; by default the next free one. */
  remember(key: number = this.#memo.length): void {
    // Writers number densely, so a sparse array means a hostile file.
    if (key > this.#memo.length) throw malformed(`memo ${key} is written out of order`);
    this.#memo[key] = this.top();
  }

  recall(key: number): Pickled {
    const value = this.#memo[key];
    if (value === undefined) throw malformed(`memo ${key} is read before it is written`);
    return value;
  }

  #advance(count: number): number {
    const start = this.#position;
    if (start + count > this.#bytes.byteLength) throw cutShort();
    this.#position = start + count;
    return start;
  }
}

function cutShort(): Error {
  return malformed('it ends in the middle of an instruction');
}
