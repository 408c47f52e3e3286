import { z } from 'zod';
import type { ModelDescription } from '../inference/packs/model-description.ts';
import { labelsSchema, packConfigSchema } from '../inference/packs/pack.ts';
import type { ModelDigest } from '../inference/packs/pack-digest.ts';

/** A model description as registered by workers. Later versions of the software may add fields. */
const descriptionSchema = z.object({
  version: z.literal(1),
  config: packConfigSchema,
  labels: labelsSchema,
  memoryBytes: z.number().positive(),
});

export function toDescriptionJson({ config, labels, memoryBytes }: ModelDescription): string {
  // Grids are pairs in a pack file, and objects once parsed.
  const schedules = config.schedules.map(({ name, grids }) => ({
    name,
    grids: grids.map(({ rows, columns }) => [rows, columns]),
  }));
  return JSON.stringify({ version: 1, config: { ...config, schedules }, labels, memoryBytes });
}

/** Null if a later version of the software wrote it in a form that this one does not understand. */
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
