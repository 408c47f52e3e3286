import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import type { Scope } from '../src/access/scopes.ts';
import type { UploadedFile } from '../src/images/intake/uploaded-file.ts';
import type { ApiContext } from './context.ts';
import { nodeId } from './global-id.ts';
import { missingScope } from './missing-scope.ts';
import { readPrice } from './price.ts';

export const builder = new SchemaBuilder<{
  Context: ApiContext;
  AuthScopes: Record<Scope, boolean>;
  /** Connections may know their total count. */
  Connection: { totalCount?: number };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  Scalars: {
    ID: { Input: string; Output: string | number };
    File: { Input: UploadedFile; Output: never };
    DateTime: { Input: Date; Output: Date };
    Integer: { Input: never; Output: number };
    Seed: { Input: number; Output: number };
    URL: { Input: string; Output: string };
  };
}>({
  defaultFieldNullability: false,
  // First, so that nothing is resolved for whoever may not.
  plugins: [ScopeAuthPlugin, ErrorsPlugin, RelayPlugin, ComplexityPlugin],
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: ({ viewer }) => ({
      read: viewer.scopes.has('read'),
      generate: viewer.scopes.has('generate'),
      operate: viewer.scopes.has('operate'),
    }),
    unauthorizedError: (_parent, { viewer }, _info, { failure }) => missingScope(failure, viewer),
  },
  errors: {
    defaultUnionOptions: {
      name: ({ fieldName }) => `${capitalize(fieldName)}Result`,
    },
    defaultResultOptions: {
      name: ({ fieldName }) => `${capitalize(fieldName)}Success`,
    },
  },
  relay: {
    brandLoadedObjects: true,
    cursorType: 'String',
    decodeGlobalID: nodeId,
    idFieldOptions: {
      description: 'Opaque and stable for the lifetime of the object. `node(id:)` returns the object.',
    },
    nodeTypeOptions: {
      description: 'An object that can be fetched by its id alone.',
    },
    nodeQueryOptions: {
      description: 'Any object by its id; null if it does not exist or no longer exists.',
      args: { id: { description: 'An id returned by this API.' } },
      complexity: readPrice,
    },
    nodesQueryOptions: {
      description:
        'Several objects by their ids, in the order given; null in place of any that does not exist or no ' +
        'longer exists.',
      args: { ids: { description: 'Ids returned by this API.' } },
      complexity: ({ ids }) => ({ field: ids.length * readPrice, multiplier: ids.length }),
    },
    pageInfoTypeOptions: { description: 'The position of a page within its list.' },
    hasNextPageFieldOptions: {
      description: 'Whether more entries follow; fetch them with `after: endCursor`.',
    },
    hasPreviousPageFieldOptions: { description: 'Whether entries precede this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first entry; null on an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last entry; null on an empty page.' },
    cursorFieldOptions: { description: 'Opaque position of the entry in the list, for `after`.' },
    nodeFieldOptions: { description: 'The entry itself.', nullable: false },
    edgesFieldOptions: {
      description: 'The entries of this page, with their cursors.',
      nullable: false,
      // The connection field itself accounts for the number of entries.
      complexity: { field: 1, multiplier: 1 },
    },
    pageInfoFieldOptions: { description: 'Whether there are more entries, and where they start.' },
  },
});

builder.queryType({
  description: 'Reads. Queries change nothing. Requires the scope `read`.',
  authScopes: { read: true },
});
builder.mutationType({
  description:
    'Changes: create, steer and cancel generations. Requires the scope `generate`, unless a field says otherwise.',
  authScopes: { generate: true },
});
builder.subscriptionType({
  description: 'Live progress, over WebSocket or server-sent events. Requires the scope `read`.',
  authScopes: { read: true },
});

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
