import { getOperationAST, OperationTypeNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../request-context.ts';

/**
 * Aborts queries whose client is gone. A mutation in progress continues: half a mutation would be worse than an unread
 * response. Subscriptions are ended by their transports.
 */
export function useCancellation(): Plugin<RequestContext> {
  return {
    onExecute({ args }) {
      const operation = getOperationAST(args.document, args.operationName);
      if (operation?.operation !== OperationTypeNode.QUERY) return;
      // The executor supports it, although its types do not.
      Object.assign(args, { signal: args.contextValue.signal });
    },
  };
}
