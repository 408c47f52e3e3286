import { type FileDigest, writeHashed } from './hashed-file.ts';
import { byteLength, type Weight } from './weight.ts';

/** Where a weight lies in its file. */
export interface WeightPlace {
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * One external-data file. Graphs of the same pack may share it: a weight placed by several graphs is written once,
 * and onnxruntime maps the file instead of reading it.
 */
export class WeightFile {
  readonly name: string;
  readonly #places = new Map<string, { weight: Weight; place: WeightPlace }>();
  #end = 0;

  /** @param name file name in the pack, for example `transformer.data`. */
  constructor(name: string) {
    this.name = name;
  }

  /** Bytes the file will have. */
  get byteLength(): number {
    return this.#end;
  }

  /**
   * Gives a weight its place. The same name with the same weight keeps its place.
   * @throws Error when the name is taken by another weight.
   */
  place(name: string, weight: Weight): WeightPlace {
    const known = this.#places.get(name);
    if (known !== undefined) {
      if (known.weight !== weight) throw new Error(`${this.name} already has another weight named ${name}`);
      return known.place;
    }
    const length = byteLength(weight);
    // Pages for what is worth mapping, cache lines for biases: small packs would otherwise be mostly padding.
    const alignment = length >= 32_768 ? 4096 : 64;
    const offset = Math.ceil(this.#end / alignment) * alignment;
    const place = { file: this.name, offset, length };
    this.#places.set(name, { weight, place });
    this.#end = offset + length;
    return place;
  }

  /**
   * Streams all weights, one at a time, to a new file.
   * @param path the file; must not exist.
   * @param onBytes told how many bytes were produced, for progress; what it throws ends the writing.
   * @throws Error when a weight gives another number of bytes than its shape says.
   */
  async write(path: string, onBytes: (bytes: number) => void = () => {}): Promise<FileDigest> {
    return writeHashed(path, this.#chunks(onBytes));
  }

  async *#chunks(onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
    let position = 0;
    for (const [name, { weight, place }] of this.#places) {
      yield new Uint8Array(place.offset - position);
      position = place.offset;
      for await (const chunk of weight.chunks()) {
        yield chunk;
        position += chunk.byteLength;
        onBytes(chunk.byteLength);
      }
      if (position !== place.offset + place.length)
        throw new Error(
          `weight ${name} gave ${position - place.offset} bytes, its shape says ${place.length}`,
        );
    }
  }
}
