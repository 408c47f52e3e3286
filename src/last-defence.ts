import type { Logger } from './log.ts';

/** Time allowed for a clean shutdown, in milliseconds. */
const stopTimeout = 10_000;

/** System error codes of connections lost by the other end. */
const lostConnection = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT']);

/**
 * Handles errors that nothing else caught.
 * - A socket without listeners lost its client: no work was in progress, so the server continues.
 * - An unhandled promise rejection: as after any rejection, `finally` blocks have cleaned up, and only the result is
 *   lost. The server continues. (By default, Node would exit.)
 * - Anything else was thrown through code that did not expect it and may have left work half done (Node's documentation:
 *   it is not safe to resume). The server stops as for SIGTERM and exits with 1, so that a service manager restarts it;
 *   accepted work then resumes.
 */
export function defendAgainstUnexpectedErrors(logger: Logger, stop: () => Promise<void>): void {
  process.on('unhandledRejection', reason => {
    logger.fatal({ err: reason }, 'unhandled promise rejection; continuing');
  });
  process.on('uncaughtException', error => {
    if (isLostConnection(error)) {
      logger.warn({ err: error }, 'an unobserved connection was lost; continuing');
      return;
    }
    logger.fatal({ err: error }, 'uncaught exception; stopping');
    setTimeout(() => process.exit(1), stopTimeout).unref();
    stop().then(
      () => process.exit(1),
      () => process.exit(1),
    );
  });
}

function isLostConnection(error: Error): boolean {
  return 'syscall' in error && 'code' in error && lostConnection.has(String(error.code));
}
