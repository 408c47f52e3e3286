import { GraphQLError } from 'graphql';

/** Limits of variables, checked before they are used. */
interface VariableLimits {
  /** Number of values, including nested ones: each is coerced, and may cause an error. */
  readonly values: number;
  /** Maximum nesting depth of lists and objects. */
  readonly nesting: number;
}

const variableLimits: VariableLimits = { values: 5000, nesting: 30 };

/**
 * Visits every value once, without recursion.
 * @returns the violated limit in words; null if within the limits.
 */
export function checkVariables(variables: unknown): GraphQLError | null {
  let values = 0;
  let level = [variables];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > variableLimits.nesting) {
      return refused(`nest more than ${variableLimits.nesting} levels`, variableLimits.nesting);
    }
    const next: unknown[] = [];
    for (const value of level) {
      if (!isPlain(value)) continue;
      const parts = Object.values(value);
      values += parts.length;
      if (values > variableLimits.values) {
        return refused(`have more than ${variableLimits.values} values`, variableLimits.values);
      }
      for (const part of parts) next.push(part);
    }
    level = next;
  }
  return null;
}

/** JSON lists and objects; uploaded files are neither. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

function refused(what: string, limit: number): GraphQLError {
  return new GraphQLError(`The variables ${what}, more than any operation accepts.`, {
    extensions: { code: 'VARIABLES_TOO_LARGE', limit, http: { status: 400 } },
  });
}
