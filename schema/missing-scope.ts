import { type AuthFailure, AuthScopeFailureType } from '@pothos/plugin-scope-auth';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../src/access/viewer.ts';

/** Names the missing scope and those that the viewer has. */
export function missingScope(failure: AuthFailure, { scopes }: Viewer): GraphQLError {
  const scope = scopeOf(failure);
  const had = scopes.size === 0 ? 'no scopes' : [...scopes].map(name => `"${name}"`).join(', ');
  return new GraphQLError(`This requires the scope "${scope}"; the key or token has ${had}.`, {
    extensions: { code: 'FORBIDDEN', scope },
  });
}

function scopeOf(failure: AuthFailure): string {
  if (failure.kind === AuthScopeFailureType.AuthScope) return failure.scope;
  return 'failures' in failure ? failure.failures.map(scopeOf).join(', ') : 'unknown';
}
