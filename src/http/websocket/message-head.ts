import { z } from 'zod';

const completeSchema = z.object({ id: z.string(), type: z.literal('complete') });

/** How far into a message to look for its id: clients write it first, and the rest must not be searched. */
const head = 300;

/**
 * The operation id of a message, found without parsing it.
 * @returns null if it does not start with one.
 */
export function operationIdOf(message: string): string | null {
  const before = message.slice(0, head).split('"payload"')[0] ?? '';
  if (!/"type"\s*:\s*"subscribe"/.test(before)) return null;
  return /"id"\s*:\s*"([^"\\]{1,200})"/.exec(before)?.[1] ?? null;
}

/** The id of the operation that a message cancels; null for any other message. */
export function takenBackBy(message: string): string | null {
  if (message.length > head || !message.includes('"complete"')) return null;
  const parsed = completeSchema.safeParse(parseJson(message));
  return parsed.success ? parsed.data.id : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
