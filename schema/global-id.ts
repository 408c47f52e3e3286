import { decodeGlobalID } from '@pothos/plugin-relay';
import type { GenerationId } from '../src/generations/generation.ts';
import { invalidArgument } from './invalid-argument.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads an id this API gave out; the answer to any other text is a clear error. */
export function parseGlobalId(globalId: string): { typename: string; id: string } {
  try {
    return decodeGlobalID(globalId);
  } catch {
    throw invalidArgument('id', JSON.stringify(globalId), 'an id that this API gave out');
  }
}

/** The generation a global id stands for; `null` for anything that cannot be the id of a generation. */
export function parseGenerationId(globalId: string): GenerationId | null {
  try {
    const { typename, id } = decodeGlobalID(globalId);
    return typename === 'Generation' ? asGenerationId(id) : null;
  } catch {
    return null;
  }
}

/** The scale a global id stands for; `null` for anything that cannot be the id of a scale. */
export function parseScaleId(globalId: string): { generation: GenerationId; scale: number } | null {
  try {
    const { typename, id } = decodeGlobalID(globalId);
    return typename === 'Scale' ? asScaleKey(id) : null;
  } catch {
    return null;
  }
}

/** Reads the part of a scale's id that says which scale it is: generation and index. */
export function asScaleKey(text: string): { generation: GenerationId; scale: number } | null {
  const [uuid = '', index = '', ...rest] = text.split(':');
  const generation = asGenerationId(uuid);
  if (generation === null || !/^\d{1,3}$/.test(index) || rest.length > 0) return null;
  return { generation, scale: Number(index) };
}

/** `null` when the text is not a UUID: the database is never asked about anything else. */
export function asGenerationId(text: string): GenerationId | null {
  return uuid.test(text) ? (text as GenerationId) : null;
}
