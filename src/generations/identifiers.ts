import { randomUUIDv7 } from 'node:crypto';
import type { BatchId, GenerationId, RunId } from './generation.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids grow with time, so the primary key gives the order newest first. */
export function newBatchId(): BatchId {
  return randomUUIDv7() as BatchId;
}

export function newRunId(): RunId {
  return randomUUIDv7() as RunId;
}

/** Pairs each picture of a batch with a generation id; ids grow in the order of the pictures. */
export function withNewIds<T>(pictures: readonly T[]): [GenerationId, T][] {
  const ids = pictures.map(() => randomUUIDv7()).sort();
  return pictures.map((picture, index) => [ids[index] as GenerationId, picture]);
}

/** PostgreSQL raises an error for malformed UUIDs; for callers such an id is merely unknown. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
