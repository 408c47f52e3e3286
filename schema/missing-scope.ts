import { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../src/access/viewer.ts';

/** The error of whoever lacks a scope: it says which one, and which ones there are. */
export function missingScope(failure: AuthFailure, { scopes }: Viewer): GraphQLError {
  const scope = scopeOf(failure);
  const had = scopes.size === 0 ? 'no scope at all' : [...scopes].map(name => `"${name}"`).join(', ');
  return new GraphQLError(`This needs the scope "${scope}"; your key or token has ${had}.`, {
    extensions: { code: 'FORBIDDEN', scope },
  });
}

function scopeOf(failure: AuthFailure): string {
  if (failure.kind === AuthScopeFailureType.AuthScope) return failure.scope;
  return 'failures' in failure ? failure.failures.map(scopeOf).join(', ') : 'unknown';
}
