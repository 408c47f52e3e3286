import { randomUUIDv7 } from 'node:crypto';
import type { BatchId, GenerationId, RunId } from './generation.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids grow with time, so that newest first is an order of the primary key. */
export function newBatchId(): BatchId {
  return randomUUIDv7() as BatchId;
}

export function newRunId(): RunId {
  return randomUUIDv7() as RunId;
}

/** Each of a batch's pictures with the id of its generation; the ids grow in the order of the pictures. */
export function withNewIds<T>(pictures: readonly T[]): [GenerationId, T][] {
  const ids = pictures.map(() => randomUUIDv7()).sort();
  return pictures.map((picture, index) => [ids[index] as GenerationId, picture]);
}

/** PostgreSQL refuses what is not a UUID with an error; for callers it is merely unknown. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
