import { type ExecutionResult, GraphQLError, type GraphQLErrorExtensions } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';

/** Maximum errors per response; of further ones, only the number is reported. */
const mostErrors = 50;

/** Maximum length of messages and details. Client values are already shortened; this covers everything else. */
const longestText = 1000;

/** Limits number and length of errors, for all kinds and transports. */
export function useErrorCeiling(): Plugin {
  return {
    onParse:
      () =>
      ({ result, replaceParseResult }) => {
        if (result instanceof GraphQLError) replaceParseResult(brief(result));
      },
    onValidate:
      () =>
      ({ valid, result, setResult }) => {
        if (!valid) setResult(fewer(result.filter(error => error instanceof GraphQLError)));
      },
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(bounded(result));
      },
    }),
    onSubscribe: () => ({
      onSubscribeResult({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult(bounded(result));
      },
    }),
  };
}

function bounded(result: ExecutionResult): ExecutionResult {
  return result.errors ? { ...result, errors: fewer(result.errors) } : result;
}

function fewer(errors: readonly GraphQLError[]): GraphQLError[] {
  const told = errors.slice(0, mostErrors).map(brief);
  if (errors.length <= mostErrors) return told;
  const untold = new GraphQLError(`and ${errors.length - mostErrors} more errors`, {
    extensions: { code: 'MORE_ERRORS', count: errors.length - mostErrors },
  });
  return [...told, untold];
}

/** The error, shortened if too long. */
function brief(error: GraphQLError): GraphQLError {
  const extensions = briefDetails(error.extensions);
  if (error.message.length <= longestText && extensions === error.extensions) return error;
  return new GraphQLError(cut(error.message), {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    originalError: error.originalError ?? null,
    extensions,
  });
}

function briefDetails(extensions: GraphQLErrorExtensions): GraphQLErrorExtensions {
  const tooLong = (value: unknown) => typeof value === 'string' && value.length > longestText;
  if (!Object.values(extensions).some(tooLong)) return extensions;
  return Object.fromEntries(
    Object.entries(extensions).map(([key, value]) => [key, typeof value === 'string' ? cut(value) : value]),
  );
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText).toWellFormed()}…` : text;
}
