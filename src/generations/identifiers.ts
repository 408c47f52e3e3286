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

/** Ids of a batch's generations, growing in the order of its pictures. */
export function newGenerationIds(count: number): GenerationId[] {
  return Array.from({ length: count }, () => randomUUIDv7() as GenerationId).sort();
}

/** PostgreSQL refuses what is not a UUID with an error; for callers it is merely unknown. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
