import { z } from 'zod';

/** What is limited, and in which unit. */
export const limitMeanings = {
  requests: 'operations and picture requests per minute',
  cost: 'cost of operations per minute, in the unit of `extensions.cost`',
  pictures: 'pictures queued at once',
  pixels: 'pixels of new pictures per day',
  sockets: 'WebSockets and event streams open at once',
  upload: 'uploaded bytes per day',
} as const;

export type LimitName = keyof typeof limitMeanings;

export const limitNames: readonly LimitName[] = [
  'requests',
  'cost',
  'pictures',
  'pixels',
  'sockets',
  'upload',
];

/** Windows of the limits that count over time, in seconds; the others count what exists at once. */
export const windowSeconds = { requests: 60, cost: 60, pixels: 86_400, upload: 86_400 } as const;

export type CountedLimit = keyof typeof windowSeconds;

/** The limits of a client; null: unlimited. */
export type Limits = Readonly<Record<LimitName, number | null>>;

/** Some limits, in place of defaults. */
export type SomeLimits = Partial<Limits>;

/**
 * The defaults. A minute's cost is a tenth of the main thread of a process; a day's pixels are about 3800 pictures of 512 x
 * 512.
 */
export const usualLimits: Limits = {
  requests: 600,
  cost: 3_000_000,
  pictures: 100,
  pixels: 1_000_000_000,
  sockets: 100,
  upload: 1_000_000_000,
};

/** The largest integer of a structured header field (RFC 9651). */
const largestLimit = 999_999_999_999_999;
const allowedLimit = `a whole number, 1 to ${largestLimit}, or none`;
const allowedName = `one of ${limitNames.join(', ')}`;

/** What is wrong with a text of limits. */
export class InvalidLimitsError extends Error {
  constructor(field: string, given: string, allowed: string) {
    super(`limit ${field} must be ${allowed}; given: ${JSON.stringify(given)}`);
    this.name = 'InvalidLimitsError';
  }
}

/**
 * Reads limits as operators write them: `requests=600,pixels=none`, or `none` for no limits at all.
 * @throws InvalidLimitsError
 */
export function readLimits(text: string): SomeLimits {
  if (text.trim() === 'none') return Object.fromEntries(limitNames.map(name => [name, null]));
  const limits: Partial<Record<LimitName, number | null>> = {};
  for (const entry of text.split(',')) {
    const [name = '', value = '', ...rest] = entry.split('=').map(part => part.trim());
    if (!isLimitName(name)) throw new InvalidLimitsError('name', name, allowedName);
    if (rest.length > 0 || name in limits)
      throw new InvalidLimitsError(name, entry.trim(), `given once, as ${name}=...`);
    limits[name] = readLimit(name, value);
  }
  return limits;
}

function readLimit(name: LimitName, text: string): number | null {
  if (text === 'none') return null;
  const limit = Number(text);
  if (/^\d+$/.test(text) && limit >= 1 && limit <= largestLimit) return limit;
  throw new InvalidLimitsError(name, text, allowedLimit);
}

/** The inverse of `readLimits`; empty if there are none. */
export function writeLimits(limits: SomeLimits): string {
  return limitNames
    .flatMap(name => (limits[name] === undefined ? [] : `${name}=${limits[name] ?? 'none'}`))
    .join(',');
}

const storedSchema = z.partialRecord(
  z.enum(['requests', 'cost', 'pictures', 'pixels', 'sockets', 'upload']),
  z.int().min(1).nullable(),
);

/** Limits as stored with a key; null, for keys without limits of their own, gives none. */
export function parseStoredLimits(stored: unknown): SomeLimits {
  return storedSchema.parse(stored ?? {});
}

function isLimitName(text: string): text is LimitName {
  return Object.hasOwn(limitMeanings, text);
}
