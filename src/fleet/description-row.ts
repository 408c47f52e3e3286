import { z } from 'zod';
import type { ModelDescription } from '../inference/packs/model-description.ts';
import { labelsSchema, packConfigSchema } from '../inference/packs/pack.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';

/** A model as workers describe it to the others. A later version of the software may add to it. */
const descriptionSchema = z.object({
  version: z.literal(1),
  config: packConfigSchema,
  labels: labelsSchema,
  memoryBytes: z.number().positive(),
});

export function toDescriptionJson({ config, labels, memoryBytes }: ModelDescription): string {
  // A schedule's grids are pairs in a pack, and objects once they were read.
  const schedules = config.schedules.map(({ name, grids }) => ({
    name,
    grids: grids.map(({ rows, columns }) => [rows, columns]),
  }));
  return JSON.stringify({ version: 1, config: { ...config, schedules }, labels, memoryBytes });
}

/** Null for one that a later version of the software described in a way that this one does not understand. */
export function descriptionOf(
  digest: ModelDigest,
  json: unknown,
  contactSheet: (() => Promise<Uint8Array>) | null,
): ModelDescription | null {
  const parsed = descriptionSchema.safeParse(json);
  if (!parsed.success) return null;
  const { config, labels, memoryBytes } = parsed.data;
  return { config, labels, digest, memoryBytes, ...(contactSheet !== null && { contactSheet }) };
}
