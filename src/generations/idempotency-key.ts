import { InvalidInputError } from './errors.ts';

const maxKeyLength = 200;

/** @throws InvalidInputError */
export function checkIdempotencyKey(key: string | undefined): void {
  if (key === undefined) return;
  // PostgreSQL cannot store NUL, and an unpaired surrogate would become a different character.
  const storable = key.isWellFormed() && !key.includes('\0');
  if (storable && key.length >= 1 && key.length <= maxKeyLength) return;
  throw new InvalidInputError({
    field: 'idempotencyKey',
    given: key,
    allowed: `a text of 1 to ${maxKeyLength} characters, without NUL or unpaired surrogates`,
  });
}
