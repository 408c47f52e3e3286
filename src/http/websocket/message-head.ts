import { z } from 'zod';

const completeSchema = z.object({ id: z.string(), type: z.literal('complete') });

/** How far into a message its id is looked for: clients write it first, and what follows is not to be searched. */
const head = 300;

/**
 * The id of the operation that a message asks for, found without parsing the message.
 * @returns null when it does not begin with one.
 */
export function operationIdOf(message: string): string | null {
  const before = message.slice(0, head).split('"payload"')[0] ?? '';
  if (!/"type"\s*:\s*"subscribe"/.test(before)) return null;
  return /"id"\s*:\s*"([^"\\]{1,200})"/.exec(before)?.[1] ?? null;
}

/** The id of the operation that the client takes back with a message; null for any other message. */
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
