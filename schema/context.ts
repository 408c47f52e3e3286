import type { Client } from '../src/fairness/client.ts';
import type { Generations } from '../src/generations/generations.ts';
import type { PictureCache } from '../src/images/output/picture-cache.ts';
import type { Decoders } from '../src/inference/codec/codec.ts';
import type { Models } from '../src/inference/packs/model-description.ts';
import type { Residences } from '../src/inference/residence/residences.ts';

/** How the events of a subscription travel to its client. */
export interface EventChannel {
  /** The id of the last event that the client received over an earlier connection; null when it names none. */
  readonly resumeAfter: string | null;
  /** The id of the event that was made last; null before the first. */
  lastId: string | null;
}

/** Everything resolvers work with. */
export interface ApiContext {
  readonly generations: Generations;
  readonly models: Models;
  readonly decoders: Decoders;
  readonly residences: Residences;
  readonly pictures: PictureCache;
  /** Where this server is reached by the client that asks, without a slash at the end: `http://localhost:4000`. */
  readonly baseUrl: string;
  /** Who asks: work that others may wait for is shared out by it. */
  readonly client: Client;
  /** Aborted when the client left or took the operation back: what is still to be done for it is done for nobody. */
  readonly signal: AbortSignal;
  /** For subscriptions. */
  readonly events: EventChannel;
}
