import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What a recipe gave: a line for its end, one for its picture, and one for each scale. */
const recordedPictureSchema = z.strictObject({
  /** Such as `GENERATE SUCCEEDED`. */
  end: z.string(),
  /** Index of the best scale and its picture: `7: 128x128 <SHA-256 of the PNG file>`. */
  png: z.string(),
  /** Rows, columns, SHA-256 of the tokens as JSON, the digest that the API tells; both shortened: `1x1 <tokens> <digest>`. */
  scales: z.array(z.string()),
});

const recordingSchema = z.strictObject({
  /** See `arithmeticDigest`. */
  arithmetic: z.string(),
  pictures: z.record(z.string(), z.array(recordedPictureSchema)),
});

export type RecordedPicture = z.output<typeof recordedPictureSchema>;
export type Recording = z.output<typeof recordingSchema>;

const file = join(import.meta.dirname, '../golden/recorded-pictures.json');

/** What the recipes gave when they were recorded. */
export async function readRecording(): Promise<Recording> {
  return recordingSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

export async function writeRecording(recording: Recording): Promise<void> {
  await writeFile(file, `${JSON.stringify(recording, null, 1)}\n`);
}
