/**
 * Distance of each pixel to the nearest marked one, between centres: the exact Euclidean distance transform of
 * Felzenszwalb and Huttenlocher (Theory of Computing 8, 2012), linear in the number of pixels.
 * @param marked [height, width].
 * @param furthest maximum relevant distance; greater ones become infinite, which saves work.
 * @returns [height, width]; infinite everywhere if nothing is marked.
 */
export function distances(
  width: number,
  height: number,
  marked: (position: number) => boolean,
  furthest = Number.POSITIVE_INFINITY,
): Float32Array {
  const result = new Float32Array(width * height);
  const vertical = verticalDistances(width, height, marked);
  const envelope = new LowerEnvelope(width);
  for (let start = 0; start < vertical.length; start += width) {
    envelope.reset();
    for (let x = 0; x < width; x++) {
      const distance = vertical[start + x] ?? 0;
      if (distance <= furthest && distance !== Number.POSITIVE_INFINITY) envelope.add(x, distance * distance);
    }
    envelope.read(result.subarray(start, start + width));
    for (let position = start; position < start + width; position++) {
      const distance = Math.sqrt(result[position] ?? 0);
      result[position] = distance <= furthest ? distance : Number.POSITIVE_INFINITY;
    }
  }
  return result;
}

/** Distance to the nearest marked pixel in the same column, in one pass from above and one from below. */
function verticalDistances(
  width: number,
  height: number,
  marked: (position: number) => boolean,
): Float32Array {
  const vertical = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  for (let position = 0; position < vertical.length; position++) {
    if (marked(position)) vertical[position] = 0;
    else if (position >= width) vertical[position] = (vertical[position - width] ?? 0) + 1;
  }
  for (let position = vertical.length - width - 1; position >= 0; position--)
    vertical[position] = Math.min(vertical[position] ?? 0, (vertical[position + width] ?? 0) + 1);
  return vertical;
}

/** The lower envelope of parabolas (x - apex)^2 + height over one row of pixels. */
class LowerEnvelope {
  /** The lowest parabola of each section, and the start of each section. */
  readonly #apexes: Float64Array;
  readonly #heights: Float64Array;
  readonly #begins: Float64Array;
  #sections = 0;

  constructor(longest: number) {
    this.#apexes = new Float64Array(longest);
    this.#heights = new Float64Array(longest);
    this.#begins = new Float64Array(longest + 1);
  }

  reset(): void {
    this.#sections = 0;
  }

  /** @param apex greater than all before. */
  add(apex: number, height: number): void {
    let last = this.#sections - 1;
    let begin = this.#beginAfter(last, apex, height);
    while (last >= 0 && begin <= (this.#begins[last] ?? 0)) {
      last--;
      begin = this.#beginAfter(last, apex, height);
    }
    this.#sections = last + 2;
    this.#apexes[last + 1] = apex;
    this.#heights[last + 1] = height;
    this.#begins[last + 1] = begin;
  }

  /** Where a parabola drops below that of a section. */
  #beginAfter(section: number, apex: number, height: number): number {
    if (section < 0) return Number.NEGATIVE_INFINITY;
    const other = this.#apexes[section] ?? 0;
    return (height + apex * apex - (this.#heights[section] ?? 0) - other * other) / (2 * (apex - other));
  }

  /** Its height at each pixel; infinite without parabolas. */
  read(row: Float32Array): void {
    if (this.#sections === 0) {
      row.fill(Number.POSITIVE_INFINITY);
      return;
    }
    this.#begins[this.#sections] = Number.POSITIVE_INFINITY;
    let section = 0;
    for (let x = 0; x < row.length; x++) {
      while ((this.#begins[section + 1] ?? 0) < x) section++;
      row[x] = (x - (this.#apexes[section] ?? 0)) ** 2 + (this.#heights[section] ?? 0);
    }
  }
}
