/**
 * Distance of each pixel to the nearest marked one, in pixels between their centres: the exact Euclidean distance
 * transform of Felzenszwalb and Huttenlocher (Theory of Computing 8, 2012), linear in the number of pixels.
 * @param marked [height, width].
 * @returns [height, width]; infinite everywhere when nothing is marked.
 */
export function distances(
  width: number,
  height: number,
  marked: (position: number) => boolean,
): Float32Array {
  const squared = new Float64Array(width * height);
  for (let position = 0; position < squared.length; position++)
    squared[position] = marked(position) ? 0 : Number.POSITIVE_INFINITY;
  const envelope = new LowerEnvelope(Math.max(width, height));
  for (let x = 0; x < width; x++) envelope.transform(squared, x, width, height);
  for (let y = 0; y < height; y++) envelope.transform(squared, y * width, 1, width);
  return Float32Array.from(squared, Math.sqrt);
}

/** The lower envelope of the parabolas (x - i)^2 + f(i) over one line of pixels. */
class LowerEnvelope {
  readonly #values: Float64Array;
  /** Which parabola is lowest in each section, and where the sections begin. */
  readonly #lowest: Int32Array;
  readonly #begins: Float64Array;

  constructor(longest: number) {
    this.#values = new Float64Array(longest);
    this.#lowest = new Int32Array(longest);
    this.#begins = new Float64Array(longest + 1);
  }

  /** Replaces one line by its envelope: `length` values from `start`, `step` apart. */
  transform(line: Float64Array, start: number, step: number, length: number): void {
    const values = this.#values;
    const lowest = this.#lowest;
    const begins = this.#begins;
    let sections = 0;
    for (let i = 0; i < length; i++) {
      const value = line[start + i * step] ?? 0;
      values[i] = value;
      if (value === Number.POSITIVE_INFINITY) continue;
      let begin = Number.NEGATIVE_INFINITY;
      while (sections > 0) {
        const other = lowest[sections - 1] ?? 0;
        begin = (value + i * i - (values[other] ?? 0) - other * other) / (2 * (i - other));
        if (begin > (begins[sections - 1] ?? 0)) break;
        sections--;
        begin = Number.NEGATIVE_INFINITY;
      }
      lowest[sections] = i;
      begins[sections] = begin;
      sections++;
    }
    if (sections === 0) return;
    begins[sections] = Number.POSITIVE_INFINITY;
    let section = 0;
    for (let i = 0; i < length; i++) {
      while ((begins[section + 1] ?? 0) < i) section++;
      const parabola = lowest[section] ?? 0;
      line[start + i * step] = (i - parabola) ** 2 + (values[parabola] ?? 0);
    }
  }
}
