import { ConfigError, readConfig } from './config.ts';
import { createLogger } from './log.ts';
import { startServer } from './server.ts';

/** Errors that a person at the terminal can do something about are one line; anything else is a bug and shows all. */
const expected = new Set([
  'ConfigError',
  'DatabaseUnavailableError',
  'FolderInUseError',
  'PackError',
  'ProviderUnavailableError',
]);

async function main(): Promise<void> {
  const config = readConfig();
  const logger = createLogger(config.LOG_LEVEL, process.stdout.isTTY ?? false);
  const started = performance.now();
  const server = await startServer(config, logger);
  logger.info({ url: server.url, ms: Math.round(performance.now() - started) }, 'ready');
  if (process.stdout.isTTY) process.stdout.write(`\n  Open ${server.url} in a browser.\n\n`);

  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    // A second signal does not wait: whatever is lost is taken up again at the next start.
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal }, 'stopping');
    await server.close();
    logger.info('stopped');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      stop(signal).catch(error => {
        logger.fatal({ err: error }, 'could not stop in order');
        process.exit(1);
      });
    });
  }
}

main().catch((error: unknown) => {
  const known =
    error instanceof Error &&
    (error instanceof ConfigError || expected.has(error.name) || isAddressInUse(error));
  console.error(known ? error.message : error);
  process.exit(1);
});

function isAddressInUse(error: Error): boolean {
  return 'code' in error && error.code === 'EADDRINUSE';
}
