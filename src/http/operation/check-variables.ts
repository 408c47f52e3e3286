import { GraphQLError } from 'graphql';

/** What variables may consist of; checked before anything is made of them. */
interface VariableLimits {
  /** Values, those in lists and objects included: each is coerced, and may be wrong in its own way. */
  readonly values: number;
  /** How deep lists and objects may be nested. */
  readonly nesting: number;
}

const variableLimits: VariableLimits = { values: 5000, nesting: 30 };

/**
 * Looks at every value once, without recursion.
 * @returns what is wrong with them; null when they are within the limits.
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

/** What JSON has lists and objects for; files that came with the request are neither. */
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
