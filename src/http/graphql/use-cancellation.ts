import { getOperationAST, OperationTypeNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { RequestContext } from '../request-context.ts';

/**
 * Ends the execution of queries that nobody waits for any more. A mutation that has begun goes on: half of it would be
 * worse than an answer that is not read. Subscriptions are ended by their transports.
 */
export function useCancellation(): Plugin<RequestContext> {
  return {
    onExecute({ args }) {
      const operation = getOperationAST(args.document, args.operationName);
      if (operation?.operation !== OperationTypeNode.QUERY) return;
      // The executor knows it; the types of its arguments do not.
      Object.assign(args, { signal: args.contextValue.signal });
    },
  };
}
