/** An invalid input: the field, the given value and the allowed values. */
export interface Problem {
  /** Path of the field, for example `schedule.2.rows`. */
  readonly field: string;
  readonly given: unknown;
  /** The allowed values as a phrase: "an integer from 0 to 20". */
  readonly allowed: string;
  /** A sentence combining the three. */
  readonly message: string;
}

export function problem(field: string, given: unknown, allowed: string): Problem {
  return { field, given, allowed, message: `${field} must be ${allowed}. Given: ${show(given)}.` };
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return String(value);
}
