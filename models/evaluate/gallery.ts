import type { RgbImage } from '../../src/inference/codec/rgb-image.ts';
import { FeatureSpace } from './feature-space.ts';
import { placePicture } from './place-picture.ts';
import { indexOfLeast, squaredDistances } from './squared-distances.ts';
import type { TrainingPicture, TrainingSet } from './training-pictures.ts';

/**
 * The training pictures that are classes, placed on one canvas, with the feature space fitted to them. A picture that is not
 * square is thus compared with training pictures on a canvas of its own shape, where the training put them.
 */
export class Gallery {
  readonly pictures: readonly TrainingPicture[];
  readonly space: FeatureSpace;
  readonly features: readonly Float64Array[];

  private constructor(
    pictures: readonly TrainingPicture[],
    space: FeatureSpace,
    features: readonly Float64Array[],
  ) {
    this.pictures = pictures;
    this.space = space;
    this.features = features;
  }

  static async of(training: TrainingSet, width: number, height: number): Promise<Gallery> {
    const pictures = training.pictures.filter(picture => picture.class !== null);
    const placed = await Promise.all(
      pictures.map(({ image }) => placePicture(image, width, height, training.plainScale)),
    );
    const space = await FeatureSpace.fit(placed);
    return new Gallery(pictures, space, await Promise.all(placed.map(picture => space.describe(picture))));
  }

  /** The training picture most like this one. */
  async nearest(image: RgbImage): Promise<TrainingPicture | undefined> {
    return this.pictures[indexOfLeast(await this.squaredDistances(image))];
  }

  /** Squared distances to each of the training pictures, in the feature space. */
  async squaredDistances(image: RgbImage): Promise<readonly number[]> {
    return squaredDistances(await this.space.describe(image), this.features);
  }
}
