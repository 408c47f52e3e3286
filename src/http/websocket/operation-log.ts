import type { AccessLog, Answered } from '../requests/access-log.ts';
import { currentRequest } from '../requests/request-scope.ts';

/** Logs operations over WebSockets, one line each. */
export class OperationLog {
  readonly #log: AccessLog | null;
  readonly #path: string;
  /** Operations in whose results there were errors. */
  readonly #withErrors = new WeakSet<object>();

  /** @param path where sockets are served. */
  constructor(log: AccessLog | null, path: string) {
    this.#log = log;
    this.#path = path;
  }

  /** The current operation begins. @returns logs that it ended; without a status, with that of its results. */
  begin(): (status?: Answered['status']) => void {
    const operation = currentRequest();
    const log = this.#log;
    if (operation === null || log === null) return () => {};
    const began = performance.now();
    return (status = this.#withErrors.has(operation) ? 'errors' : 'ok') =>
      log.write(operation, { method: 'WS', path: this.#path, status, began, bytes: null });
  }

  /** The current operation has errors. */
  noteErrors(): void {
    const operation = currentRequest();
    if (operation !== null) this.#withErrors.add(operation);
  }
}
