import { z } from 'zod';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';
import type { InstalledPart } from '../inference/residence/installed-models.ts';
import type { ServedPart } from '../inference/residence/residences.ts';

/** A part of a model, as a worker tells the others of it. */
export interface RegisteredPart extends Omit<ServedPart, 'worker'> {
  readonly digest: ModelDigest;
}

const partsSchema = z.array(
  z.object({
    digest: z.string().transform(digest => digest as ModelDigest),
    part: z.enum(['generator', 'codec']),
    device: z.string(),
    state: z.enum(['LOADED', 'LOADING', 'UNLOADED']),
  }),
);

export function toPartsJson(parts: readonly InstalledPart[]): string {
  return JSON.stringify(parts.map(({ digest, part, device, state }) => ({ digest, part, device, state })));
}

/** None of a worker of another version that says it otherwise, or not at all. */
export function partsOf(json: unknown): readonly RegisteredPart[] {
  const parsed = partsSchema.safeParse(json);
  return parsed.success ? parsed.data : [];
}
