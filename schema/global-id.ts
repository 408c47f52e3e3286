import { decodeGlobalID } from '@pothos/plugin-relay';
import type { GenerationId } from '../src/generations/generation.ts';
import { isUuid } from '../src/generations/identifiers.ts';

/** Types that can be fetched by id. */
const nodeTypes = ['Generation', 'Scale', 'Model', 'ImageClass'] as const;

/** The type and the type-specific part of a global id. */
interface GlobalId {
  readonly typename: (typeof nodeTypes)[number];
  readonly id: string;
}

/** Longer than any id; longer texts are not even decoded. */
const longestId = 1000;

/** Parses an id for `node` and `nodes`; a text that is not a valid id refers to nothing. */
export function nodeId(globalId: string): GlobalId {
  return parseGlobalId(globalId) ?? { typename: 'Generation', id: 'none' };
}

/** `null` for a text that is not a valid id. */
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

/** The generation of a global id; `null` if it cannot be the id of a generation. */
export function parseGenerationId(globalId: string): GenerationId | null {
  const parsed = parseGlobalId(globalId);
  return parsed?.typename === 'Generation' ? asGenerationId(parsed.id) : null;
}

/** The scale of a global id; `null` if it cannot be the id of a scale. */
export function parseScaleId(globalId: string): { generation: GenerationId; scale: number } | null {
  const parsed = parseGlobalId(globalId);
  return parsed?.typename === 'Scale' ? asScaleKey(parsed.id) : null;
}

/** Parses the type-specific part of a scale's id: generation and index. */
export function asScaleKey(text: string): { generation: GenerationId; scale: number } | null {
  const [uuid = '', index = '', ...rest] = text.split(':');
  const generation = asGenerationId(uuid);
  if (generation === null || !/^\d{1,3}$/.test(index) || rest.length > 0) return null;
  return { generation, scale: Number(index) };
}

/** `null` if the text is not a UUID, so that the database never sees one. */
export function asGenerationId(text: string): GenerationId | null {
  return isUuid(text) ? (text as GenerationId) : null;
}
