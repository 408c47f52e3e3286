import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import { pictureFeatures } from './picture-features.ts';
import { PrincipalComponents } from './principal-components.ts';
import { mean } from './statistics.ts';

/** Dimensions of the projected features. */
const dimensions = 64;

/**
 * The features of pictures of one canvas shape. Everything that is fitted is fitted to training pictures: each part of the
 * features (colours, fine and coarse gradients) is scaled to a total variance of one over them, and the projection is onto their
 * principal components.
 */
export class FeatureSpace {
  readonly #weights: readonly number[];
  readonly #components: PrincipalComponents;
  readonly #size: string;

  private constructor(weights: readonly number[], components: PrincipalComponents, size: string) {
    this.#weights = weights;
    this.#components = components;
    this.#size = size;
  }

  static async fit(pictures: readonly RgbImage[]): Promise<FeatureSpace> {
    const parts = await Promise.all(pictures.map(pictureFeatures));
    const weights = (parts[0] ?? []).map(
      (_, part) => 1 / Math.sqrt(variance(parts.map(of => of[part] ?? new Float64Array()))),
    );
    const joined = parts.map(of => join(of, weights));
    return new FeatureSpace(weights, new PrincipalComponents(joined, dimensions), sizeOf(pictures[0]));
  }

  /** The features, in which the Euclidean distance says how alike pictures are. */
  async describe(picture: RgbImage): Promise<Float64Array> {
    if (sizeOf(picture) !== this.#size)
      throw new RangeError(`the space was fitted to pictures of ${this.#size}, not ${sizeOf(picture)}`);
    return join(await pictureFeatures(picture), this.#weights);
  }

  /** The features of `describe` in 64 dimensions. */
  project(features: Float64Array): Float64Array {
    return this.#components.project(features);
  }
}

function sizeOf(picture: RgbImage | undefined): string {
  return picture === undefined ? 'no size' : `${picture.width} x ${picture.height}`;
}

function join(parts: readonly Float64Array[], weights: readonly number[]): Float64Array {
  return Float64Array.from(parts.flatMap((part, i) => Array.from(part, value => value * (weights[i] ?? 0))));
}

/** Of all numbers of the vectors together. */
function variance(vectors: readonly Float64Array[]): number {
  const centre = mean(vectors);
  const squares = vectors.map(vector =>
    vector.reduce((sum, value, i) => sum + (value - (centre[i] ?? 0)) ** 2, 0),
  );
  return squares.reduce((sum, value) => sum + value, 0) / vectors.length;
}
