import { type Scope, scopes } from '../src/access/scopes.ts';
import { builder } from './builder.ts';

export const ScopeEnum = builder.enumType('Scope', {
  description: 'What a key or token allows.',
  values: {
    READ: { value: 'read', description: sentence(scopes.read) },
    GENERATE: { value: 'generate', description: sentence(scopes.generate) },
    OPERATE: { value: 'operate', description: sentence(scopes.operate) },
  } as const satisfies Record<string, { value: Scope; description: string }>,
});

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
