import type { FinishedScale, GenerateOptions, Generator, GeneratorJob } from '../generator/generator.ts';
import { Resident } from './resident.ts';

/** A generator that is loaded on demand. */
export class ResidentGenerator extends Resident<Generator> implements Generator {
  async *generate(job: GeneratorJob, options?: GenerateOptions): AsyncGenerator<FinishedScale, void> {
    const generator = await this.take();
    try {
      yield* generator.generate(job, options);
    } finally {
      this.release();
    }
  }
}
