import { type ExecutionResult, GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { RequestContext } from '../request-context.ts';
import { answerBytes } from './answer-bytes.ts';

/** Replaces a response by an error if it is too large, or if too many responses are unread. */
export function useAnswerLimit(limit: number): Plugin<RequestContext> {
  const instead = (result: ExecutionResult, { admitAnswer }: RequestContext): ExecutionResult | null => {
    const bytes = answerBytes(result, limit);
    if (bytes > limit) return { errors: [tooLarge(limit)] };
    return admitAnswer(bytes) ? null : { errors: [tooMuchUnread()] };
  };
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result)) return;
        const error = instead(result, args.contextValue);
        if (error !== null) setResult(error);
      },
    }),
  };
}

function tooLarge(limit: number): GraphQLError {
  return new GraphQLError(
    `The response is too large: at most ${limit} bytes are sent. The operation was carried out. Request fewer ` +
      'entries, or pictures by url instead of dataUri.',
    { extensions: { code: 'RESPONSE_TOO_LARGE', limit, http: { status: 400 } } },
  );
}

export function tooMuchUnread(): GraphQLError {
  return new GraphQLError('Too many responses are waiting to be read. Read those first, then try again.', {
    extensions: {
      code: 'TOO_MUCH_UNREAD',
      http: { status: 503, headers: { 'retry-after': '5' } },
    },
  });
}
