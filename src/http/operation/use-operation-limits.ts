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

/** The cost of an operation as reported in `extensions.cost`, if it could be priced. */
interface ToldCost {
  readonly requested: number;
  readonly limit: number;
  /** Unused part of the limit. */
  readonly remaining: number;
}

interface Verdict {
  readonly errors: readonly GraphQLError[];
  /** Null if unknown: a figure would suggest a cost of zero. */
  readonly cost: ToldCost | null;
}

interface JudgedContext {
  /** The cost reported with each event of a subscription. */
  readonly subscriptionCost?: ToldCost | null;
}

/**
 * Rejects operations with invalid variables or excessive cost before they run, and reports the cost with every
 * response. Not a validation rule: validation is cached by document, so the same document with other variables would
 * pass.
 */
export function useOperationLimits(limits: CostLimits): Plugin<JudgedContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { subscriptionCost } = args.contextValue;
      // An event of a subscription that was checked when it started.
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
  // Execution reports which one is missing.
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
  // Fragments that spread others twice can make the cost infinite, which JSON cannot represent.
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
