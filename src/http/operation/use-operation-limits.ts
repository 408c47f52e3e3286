import {
  type ExecutionArgs,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  Kind,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { checkVariables } from './check-variables.ts';
import { coerceVariables } from './coerce-variables.ts';
import { type CostLimits, OperationCost, TooDeep } from './operation-cost.ts';

/** What a client is told of the cost of its operation, in `extensions.cost` of every answer to one that could be priced. */
interface ToldCost {
  readonly requested: number;
  readonly limit: number;
  /** What could have been asked for on top. */
  readonly remaining: number;
}

interface Verdict {
  readonly errors: readonly GraphQLError[];
  /** Null when it is not even known: a figure would say that nothing was asked for. */
  readonly cost: ToldCost | null;
}

interface JudgedContext {
  /** What each event of a subscription is told to cost; only in the context of subscriptions. */
  readonly subscriptionCost?: ToldCost | null;
}

/**
 * Refuses operations whose variables do not fit or that would cost too much, when they are about to run, and tells the
 * cost with every answer. Not a validation rule: what is valid is remembered by document alone, and the same document
 * with other variables would pass.
 */
export function useOperationLimits(limits: CostLimits): Plugin<JudgedContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { subscriptionCost } = args.contextValue;
      // An event of what was judged when it began.
      const { errors, cost } =
        subscriptionCost === undefined ? judge(args, limits) : { errors: [], cost: subscriptionCost };
      if (errors.length > 0) return setResultAndStopExecution({ errors, ...extensionsOf(cost) });
      return {
        onExecuteDone({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(withCost(result, cost));
        },
      };
    },
    onSubscribe({ args, setResultAndStopExecution, extendContext }) {
      const { errors, cost } = judge(args, limits);
      if (errors.length > 0) return setResultAndStopExecution({ errors, ...extensionsOf(cost) });
      extendContext({ subscriptionCost: cost });
      return {
        onSubscribeResult({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(withCost(result, cost));
        },
      };
    },
  };
}

function judge(args: ExecutionArgs, limits: CostLimits): Verdict {
  const { schema, document, operationName, variableValues = {} } = args;
  const operation = getOperationAST(document, operationName);
  // Execution says which one is missing.
  if (!operation) return { errors: [], cost: null };
  const tooLarge = checkVariables(variableValues);
  if (tooLarge) return { errors: [tooLarge], cost: null };
  const coerced = coerceVariables(schema, operation, variableValues ?? {});
  if ('errors' in coerced) return { errors: coerced.errors, cost: null };
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  try {
    const { cost } = new OperationCost(schema, { fragments, variables: coerced.values }, limits).of(
      operation,
    );
    const told = toldCost(cost, limits.cost);
    return { errors: told.requested > told.limit ? [tooCostly(told)] : [], cost: told };
  } catch (error) {
    if (error instanceof TooDeep) return { errors: [tooDeep(limits.depth)], cost: null };
    throw error;
  }
}

function toldCost(cost: number, limit: number): ToldCost {
  // Fragments that spread others twice soon ask for more than can be counted; JSON has no infinity.
  const requested = Math.min(cost, Number.MAX_SAFE_INTEGER);
  return { requested, limit, remaining: Math.max(0, limit - requested) };
}

function tooCostly(cost: ToldCost): GraphQLError {
  return new GraphQLError(
    `The operation is too costly: ${cost.requested}, with a limit of ${cost.limit}. Request fewer entries, ` +
      'fields or pixels (`maxEdge`) at a time.',
    { extensions: { code: 'QUERY_TOO_COSTLY', cost, http: { status: 400 } } },
  );
}

function tooDeep(limit: number): GraphQLError {
  return new GraphQLError(`The operation is too deep: at most ${limit} levels of fields are allowed.`, {
    extensions: { code: 'QUERY_TOO_DEEP', limit, http: { status: 400 } },
  });
}

function extensionsOf(cost: ToldCost | null) {
  return cost && { extensions: { cost } };
}

function withCost<T extends { extensions?: Record<string, unknown> | undefined }>(
  result: T,
  cost: ToldCost | null,
): T {
  return cost ? { ...result, extensions: { ...result.extensions, cost } } : result;
}
