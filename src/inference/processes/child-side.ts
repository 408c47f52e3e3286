import type { z } from 'zod';

/**
 * The child's side of the channel to the server: parses requests and handles them one after another. When the server
 * ends for any reason, the channel closes and the child exits.
 */
export function serveParent<Request, Reply>(
  schema: z.ZodType<Request>,
  handle: (request: Request, reply: (message: Reply) => void) => Promise<void> | void,
): void {
  process.on('disconnect', () => process.exit(0));
  // Nothing reads it after the server has died.
  process.stderr.on('error', () => {});
  // Ctrl-C and service managers signal the whole group; the server decides when its children exit.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

  const reply = (message: Reply): void => {
    // The server may die at any moment; sending would then raise an uncaught error instead of a quiet exit.
    if (process.connected) process.send?.(message, undefined, undefined, () => {});
  };
  process.on('message', message => {
    const handled = async () => handle(schema.parse(message), reply);
    handled().catch(error => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    });
  });
}
