import { type DocumentNode, type ExecutionResult, getOperationAST } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { HttpObserver, OperationType } from '../http-observer.ts';

/**
 * Tells what becomes of operations, over HTTP and WebSocket alike. The first of the plugins, so that it sees what the others
 * refuse.
 */
export function useOperationObserver(observer: HttpObserver): Plugin {
  return {
    onParse() {
      return ({ result }) => {
        if (result instanceof Error || result === null) observer.operation('unknown', 'refused');
      };
    },
    onValidate() {
      return ({ valid }) => {
        if (!valid) observer.operation('unknown', 'refused');
      };
    },
    onExecute({ args: { document, operationName } }) {
      const type = typeOf(document, operationName);
      // An event of a subscription is an execution, but was not asked for by anybody.
      if (type === 'subscription') return;
      const over = observer.operationBegan();
      return {
        onExecuteDone({ result }) {
          over();
          if (!isAsyncIterable(result)) observer.operation(type, outcomeOf(result));
        },
      };
    },
    onSubscribe() {
      return {
        onSubscribeResult({ result }) {
          observer.operation('subscription', isAsyncIterable(result) ? 'ok' : outcomeOf(result));
        },
      };
    },
  };
}

function typeOf(document: DocumentNode, name: string | null | undefined): OperationType {
  return getOperationAST(document, name)?.operation ?? 'unknown';
}

/** What has no data never ran. */
function outcomeOf({ errors, data }: ExecutionResult): 'ok' | 'errors' | 'refused' {
  if (errors === undefined || errors.length === 0) return 'ok';
  return data === undefined ? 'refused' : 'errors';
}
