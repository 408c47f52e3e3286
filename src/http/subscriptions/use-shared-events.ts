import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  getOperationAST,
  OperationTypeNode,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { WrittenResult } from '../answers/written-result.ts';
import type { RequestContext } from '../request-context.ts';
import { delivered } from './delivered.ts';
import { resultName } from './result-name.ts';
import { SharedEvents } from './shared-events.ts';
import { SharedResults } from './shared-results.ts';

/**
 * Executes subscriptions. Each event is a separate execution with all plugins; equal subscriptions share it and its
 * serialised result (`WrittenResult`).
 * @param until derives the same context with a different abort signal.
 */
export function useSharedEvents(
  until: (context: RequestContext, signal: AbortSignal) => RequestContext,
): Plugin<RequestContext> {
  const results = new SharedResults();
  let executeEvent: (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;
  return {
    onYogaInit({ yoga }) {
      executeEvent = yoga.getEnveloped().execute;
    },
    onExecute({ args, setExecuteFn }) {
      const operation = getOperationAST(args.document, args.operationName);
      // Yoga's own function would subscribe again.
      if (operation?.operation === OperationTypeNode.SUBSCRIPTION) setExecuteFn(execute);
    },
    onSubscribe({ args, setSubscribeFn }) {
      const context = args.contextValue;
      setSubscribeFn(async () => {
        const events = await createSourceEventStream(args);
        if (!isAsyncIterable(events)) return events;
        const told = new SharedEvents(events[Symbol.asyncIterator](), {
          name: resultName(args, context),
          context,
          results,
          execute: async (event, { signal, askedWho }) => {
            const contextValue = {
              ...until(context, signal),
              // Counted for each recipient.
              admitAnswer: () => true,
              get client() {
                askedWho();
                return context.client;
              },
            };
            return new WrittenResult(await executeEvent({ ...args, rootValue: event, contextValue }));
          },
        });
        return context.deliver === null ? told : delivered(told, context.deliver);
      });
    },
  };
}
