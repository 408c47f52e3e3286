import type { Generations } from '../src/generations/generations.ts';
import type { Pictures } from '../src/images/pictures.ts';
import type { Models } from '../src/inference/models.ts';

/** Everything resolvers work with. */
export interface ApiContext {
  readonly generations: Generations;
  readonly models: Models;
  readonly pictures: Pictures;
  /** Where this server is reached by the client that asks, without a slash at the end: `http://localhost:4000`. */
  readonly baseUrl: string;
}
