import { GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';

/**
 * Gives a code to errors of variables: values that do not fit their types are refused before any resolver runs, by
 * errors that have neither path nor code. (Subscriptions have the code already.)
 */
export function useInputErrorCode(): Plugin {
  return {
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result) && result.errors && result.data === undefined) {
          setResult({ ...result, errors: result.errors.map(withCode) });
        }
      },
    }),
  };
}

function withCode(error: GraphQLError): GraphQLError {
  if (error.path !== undefined || error.extensions.code !== undefined) return error;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT' },
  });
}
