import { complexityFromQuery } from '@pothos/plugin-complexity';
import { type DocumentNode, type ExecutionArgs, GraphQLError, getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';

export interface CostLimits {
  /** What all fields of an operation may cost together; lists count as often as they have entries. */
  readonly cost: number;
  /** How deep fields may be nested. */
  readonly depth: number;
}

/**
 * Refuses operations that would cost too much. Done before execution and not as a validation rule: yoga remembers
 * the outcome of validation by document alone, so that the same document with other variables would pass.
 */
export function useCostLimit(limits: CostLimits): Plugin {
  const refuse = (args: ExecutionArgs): GraphQLError | null => {
    const document = selectedOperation(args);
    if (!document) return null;
    try {
      const { complexity, depth } = complexityFromQuery(document, {
        schema: args.schema,
        ctx: args.contextValue as object,
        variables: args.variableValues ?? {},
      });
      if (depth > limits.depth) return tooMuch('QUERY_TOO_DEEP', 'deep', depth, limits.depth);
      if (complexity > limits.cost) return tooMuch('QUERY_TOO_COSTLY', 'costly', complexity, limits.cost);
    } catch (error) {
      // A variable of the wrong type: execution says which.
      if (!(error instanceof GraphQLError)) throw error;
    }
    return null;
  };
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const error = refuse(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const error = refuse(args);
      if (error) setResultAndStopExecution({ errors: [error] });
    },
  };
}

/** The document with the operation that will run and no other. */
function selectedOperation({ document, operationName }: ExecutionArgs): DocumentNode | null {
  const operation = getOperationAST(document, operationName);
  if (!operation) return null;
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return { ...document, definitions: [operation, ...fragments] };
}

function tooMuch(code: string, word: string, actual: number, limit: number): GraphQLError {
  return new GraphQLError(
    `The operation is too ${word}: ${actual}, where at most ${limit} is allowed. Ask for fewer entries or fields at a time.`,
    { extensions: { code, actual, limit, http: { status: 400 } } },
  );
}
