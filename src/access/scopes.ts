/** What a viewer may do. No scope includes another. */
export const scopes = {
  read: 'see models; see and watch your own generations',
  generate: 'request pictures; steer and cancel your own generations',
  operate: 'load and unload models',
} as const;

export type Scope = keyof typeof scopes;

export const allScopes: readonly Scope[] = ['read', 'generate', 'operate'];

export function isScope(text: string): text is Scope {
  return Object.hasOwn(scopes, text);
}
