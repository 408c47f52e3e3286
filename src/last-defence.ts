import type { Logger } from './log.ts';

/** Time for stopping in order, in milliseconds. */
const stopTimeout = 10_000;

/** What the system says when the other end of a connection is gone. */
const lostConnection = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT']);

/**
 * What happens to errors that nothing else took.
 *
 * - A socket that nobody listens to any more lost its client: nothing was in the middle of anything, so the server goes on.
 * - A promise that was rejected with nobody waiting for it: whatever rejected it had been left in order by its own
 *   `finally` blocks, as after any other rejection; only the answer is lost. The server goes on. (Node ends the process
 *   unless told otherwise.)
 * - Anything else was thrown through code that did not expect it, and what that was doing is half done (Node's
 *   documentation: it is not safe to resume). The server stops as it would for SIGTERM and exits with 1, so that a service
 *   manager starts it anew; what was accepted goes on then.
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
