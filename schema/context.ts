import type { Allowances } from '../src/access/limits/allowances.ts';
import type { Viewer } from '../src/access/viewer.ts';
import type { Client } from '../src/fairness/client.ts';
import type { Generations } from '../src/generations/generations.ts';
import type { PictureCache } from '../src/images/output/picture-cache.ts';
import type { Decoders } from '../src/inference/codec/codec.ts';
import type { Models } from '../src/inference/packs/model-description.ts';
import type { Residences } from '../src/inference/residence/residences.ts';

/** Event ids of a subscription's transport. */
export interface EventChannel {
  /** Id of the last event received over an earlier connection; null if none is given. */
  readonly resumeAfter: string | null;
  /** Id of the last event produced; null before the first. */
  lastId: string | null;
}

/** The context of resolvers. */
export interface ApiContext {
  readonly generations: Generations;
  readonly models: Models;
  readonly decoders: Decoders;
  readonly residences: Residences;
  readonly pictures: PictureCache;
  /** The server's address as seen by the client, without a trailing slash: `http://localhost:4000`. */
  readonly baseUrl: string;
  readonly viewer: Viewer;
  /** What viewers may still do; null: anything. */
  readonly allowances: Allowances | null;
  /** The absolute, if necessary signed, URL of one of the viewer's pictures. @param path including its query. */
  readonly addressOf: (path: string) => string;
  /** The requesting client, for fair scheduling. */
  readonly client: Client;
  /** Aborted when the client disconnects or cancels the operation; further work would be wasted. */
  readonly signal: AbortSignal;
  /** For subscriptions. */
  readonly events: EventChannel;
}
