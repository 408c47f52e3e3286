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
  /** Connections may know how long the whole list is. */
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
      description: 'Opaque; the same for as long as the object exists. `node(id:)` finds the object again.',
    },
    nodeTypeOptions: {
      description: 'An object that can be asked for again by its id alone.',
    },
    nodeQueryOptions: {
      description: 'Any object by its id; null when there is none (any more).',
      args: { id: { description: 'An id that this API gave out.' } },
      complexity: readPrice,
    },
    nodesQueryOptions: {
      description:
        'Several objects by their ids, in the order asked for; null where there is none (any more).',
      args: { ids: { description: 'Ids that this API gave out.' } },
      complexity: ({ ids }) => ({ field: ids.length * readPrice, multiplier: ids.length }),
    },
    pageInfoTypeOptions: { description: 'Where a page of a list stands in the whole list.' },
    hasNextPageFieldOptions: { description: 'There is more after this page: ask with `after: endCursor`.' },
    hasPreviousPageFieldOptions: { description: 'There is something before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first entry; null on an empty page.' },
    endCursorFieldOptions: { description: 'Cursor of the last entry; null on an empty page.' },
    cursorFieldOptions: { description: 'Opaque position of this entry in the list, for `after`.' },
    nodeFieldOptions: { description: 'The entry itself.', nullable: false },
    edgesFieldOptions: {
      description: 'The entries of this page with their cursors.',
      nullable: false,
      // The connection field itself counts how many entries there are.
      complexity: { field: 1, multiplier: 1 },
    },
    pageInfoFieldOptions: { description: 'Whether there is more, and where to go on.' },
  },
});

builder.queryType({
  description: 'What can be read. Nothing here changes anything. Needs the scope `read`.',
  authScopes: { read: true },
});
builder.mutationType({
  description:
    'What can be asked of the server: make pictures, stop making them. Needs the scope `generate`, where a field does not say otherwise.',
  authScopes: { generate: true },
});
builder.subscriptionType({
  description:
    'What can be watched while it happens, over WebSocket or server-sent events. Needs the scope `read`.',
  authScopes: { read: true },
});

function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
