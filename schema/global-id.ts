import { decodeGlobalID } from '@pothos/plugin-relay';
import type { GenerationId } from '../src/generations/generation.ts';
import { isUuid } from '../src/generations/identifiers.ts';

/** The types whose objects can be asked for by their ids. */
const nodeTypes = ['Generation', 'Scale', 'Model', 'ImageClass'] as const;

/** The part of an id that says what it is of, and the part that says which one. */
interface GlobalId {
  readonly typename: (typeof nodeTypes)[number];
  readonly id: string;
}

/** More characters than any id has; what is longer is not even decoded. */
const longestId = 1000;

/** Reads an id as `node` and `nodes` do: a text that this API never gave out is the id of nothing. */
export function nodeId(globalId: string): GlobalId {
  return parseGlobalId(globalId) ?? { typename: 'Generation', id: 'none' };
}

/** `null` for a text that this API never gave out. */
function parseGlobalId(globalId: string): GlobalId | null {
  if (globalId.length > longestId) return null;
  try {
    const { typename, id } = decodeGlobalID(globalId);
    const nodeType = nodeTypes.find(type => type === typename);
    return nodeType === undefined ? null : { typename: nodeType, id };
  } catch {
    return null;
  }
}

/** The generation a global id stands for; `null` for anything that cannot be the id of a generation. */
export function parseGenerationId(globalId: string): GenerationId | null {
  const parsed = parseGlobalId(globalId);
  return parsed?.typename === 'Generation' ? asGenerationId(parsed.id) : null;
}

/** The scale a global id stands for; `null` for anything that cannot be the id of a scale. */
export function parseScaleId(globalId: string): { generation: GenerationId; scale: number } | null {
  const parsed = parseGlobalId(globalId);
  return parsed?.typename === 'Scale' ? asScaleKey(parsed.id) : null;
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
  return isUuid(text) ? (text as GenerationId) : null;
}
