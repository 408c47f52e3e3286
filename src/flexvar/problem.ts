/** Something wrong with an input: which field, what was given, what is allowed. */
export interface Problem {
  /** Path of the field, for example `schedule.2.rows`. */
  readonly field: string;
  readonly given: unknown;
  /** What is allowed, as a phrase: "an integer from 0 to 20". */
  readonly allowed: string;
  /** A whole sentence with the three above. */
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
