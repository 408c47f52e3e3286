import { GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { ByteBudget } from '../../fairness/byte-budget.ts';
import { ordinaryBytes } from '../bodies/read-body.ts';
import { copiesOfText } from '../bodies/use-request-bodies.ts';
import type { RequestContext } from '../request-context.ts';

/**
 * Limits the memory of subscriptions. Other operations release text and variables with the response; a subscription
 * keeps them for hours, and never needs a picture in its variables.
 * @param budget held by subscriptions until they end.
 */
export function useSubscriptionMemory(budget: ByteBudget): Plugin<RequestContext> {
  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      const { receivedBytes, client, signal }: RequestContext = args.contextValue;
      const bytes = receivedBytes();
      if (bytes > ordinaryBytes) return setResultAndStopExecution({ errors: [tooLarge()] });
      const release = budget.tryTake(bytes * copiesOfText, client);
      if (release === null) return setResultAndStopExecution({ errors: [tooManyOpen()] });
      return {
        onSubscribeResult({ result }) {
          if (!isAsyncIterable(result)) return release();
          // Aborted when the operation ends for any reason.
          if (signal.aborted) release();
          else signal.addEventListener('abort', release, { once: true });
        },
      };
    },
  };
}

function tooLarge(): GraphQLError {
  return new GraphQLError(`The subscription is too large: at most ${ordinaryBytes} bytes are accepted.`, {
    extensions: { code: 'REQUEST_ENTITY_TOO_LARGE', limit: ordinaryBytes, http: { status: 413 } },
  });
}

function tooManyOpen(): GraphQLError {
  return new GraphQLError('Open subscriptions use all memory reserved for them. End some of them.', {
    extensions: { code: 'TOO_MUCH_AT_ONCE', http: { status: 503, headers: { 'retry-after': '10' } } },
  });
}
