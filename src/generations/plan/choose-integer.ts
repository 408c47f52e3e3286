import { InvalidInputError } from '../errors.ts';

/** Returns the given number. @throws InvalidInputError unless it is an integer in the range. */
export function chooseInteger(
  field: string,
  given: number,
  lowest: number,
  highest: number,
  allowed = `an integer from ${lowest} to ${highest}`,
): number {
  if (!Number.isSafeInteger(given) || given < lowest || given > highest)
    throw new InvalidInputError({ field, given, allowed });
  return given;
}
