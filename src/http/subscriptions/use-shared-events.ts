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
 * Carries out subscriptions. Each event is an execution of its own, with whatever the other plugins do to one; those that
 * make the same of it share it, and the text that is written of it (`WrittenResult`).
 * @param until the same context for work that ends by another signal.
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
      // Yoga's own function would subscribe once more.
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
              // It is counted for each who gets it.
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
