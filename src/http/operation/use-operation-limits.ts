import {
  type ExecutionArgs,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  Kind,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Allowances } from '../../access/limits/allowances.ts';
import type { QuotaState } from '../../access/limits/lease.ts';
import { windowSeconds } from '../../access/limits/limits.ts';
import { RateLimitedError } from '../../access/limits/rate-limited-error.ts';
import type { Viewer } from '../../access/viewer.ts';
import { rateLimited } from '../limits/rate-limited.ts';
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

/** What is left of the viewer's cost per minute. */
interface ToldBudget {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the minute ends. */
  readonly resetAfter: number;
}

interface Verdict {
  readonly errors: readonly GraphQLError[];
  /** Null if unknown: a figure would suggest a cost of zero. */
  readonly cost: ToldCost | null;
}

interface JudgedContext {
  readonly viewer: Viewer;
  /** The cost reported with each event of a subscription. */
  readonly subscriptionCost?: ToldCost | null;
}

/** What happens after an execution. */
type AfterStart = Awaited<ReturnType<NonNullable<Plugin<JudgedContext>['onExecute']>>>;

/**
 * Rejects operations with invalid variables or excessive cost before they run, and reports the cost with every
 * response. Not a validation rule: validation is cached by document, so the same document with other variables would
 * pass.
 * @param allowances from which the cost is taken; null: nobody has limits.
 */
export function useOperationLimits(limits: CostLimits, allowances: Allowances | null): Plugin<JudgedContext> {
  const judgeAndCharge = async (args: ExecutionArgs, viewer: Viewer): Promise<Verdict> => {
    const verdict = judge(args, limits);
    if (verdict.errors.length > 0 || verdict.cost === null) return verdict;
    try {
      await allowances?.use(viewer, 'cost', verdict.cost.requested);
      return verdict;
    } catch (error) {
      if (!(error instanceof RateLimitedError)) throw error;
      return { errors: [rateLimited(error)], cost: verdict.cost };
    }
  };
  const toldWith = (cost: ToldCost | null, viewer: Viewer) => {
    const budget = allowances?.state(viewer, 'cost') ?? null;
    return cost && budget ? { ...cost, budget: toldBudget(budget) } : cost;
  };
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { subscriptionCost, viewer } = args.contextValue;
      // An event of a subscription that was checked when it started. Other viewers may share it, so it tells no budget.
      if (subscriptionCost !== undefined) return told(subscriptionCost);
      return judgeAndCharge(args, viewer).then(({ errors, cost }) => {
        const shown = toldWith(cost, viewer);
        if (errors.length > 0) return setResultAndStopExecution({ errors, ...extensionsOf(shown) });
        return told(shown);
      });
    },
    async onSubscribe({ args, setResultAndStopExecution, extendContext }) {
      const { viewer } = args.contextValue;
      const { errors, cost } = await judgeAndCharge(args, viewer);
      if (errors.length > 0)
        return setResultAndStopExecution({ errors, ...extensionsOf(toldWith(cost, viewer)) });
      extendContext({ subscriptionCost: cost });
      return {
        onSubscribeResult({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(withCost(result, cost));
        },
      };
    },
  };
}

function told(cost: ToldCost | null): AfterStart {
  return {
    onExecuteDone({ result, setResult }) {
      if (!isAsyncIterable(result)) setResult(withCost(result, cost));
    },
  };
}

function toldBudget({ limit, remaining, resetsInMs }: QuotaState): ToldBudget {
  const resetAfter = Math.max(0, Math.ceil((resetsInMs ?? windowSeconds.cost * 1000) / 1000));
  return { limit, remaining: Math.max(0, remaining), resetAfter };
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
