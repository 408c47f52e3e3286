import { ConfigError, readConfig } from './config.ts';
import { helpText } from './config-help.ts';
import { defendAgainstUnexpectedErrors } from './last-defence.ts';
import { createLogger } from './log.ts';
import { type RunningServer, startServer } from './server.ts';
import { startFailure } from './start-failure.ts';
import { onStopSignal } from './stop-signals.ts';

async function main(): Promise<void> {
  const [argument] = process.argv.slice(2);
  if (argument === '--help' || argument === '-h') return void process.stdout.write(helpText());
  // Silently ignoring an option would mislead the user.
  if (argument !== undefined)
    throw new ConfigError([
      `Unknown option ${argument}. See --help for the settings, which are environment variables.`,
    ]);
  const config = readConfig();
  const logger = createLogger(config.LOG_LEVEL, process.stdout.isTTY ?? false);
  const started = performance.now();
  let server: RunningServer | undefined;
  onStopSignal(
    signal => {
      logger.info({ signal }, 'stopping');
      // During startup there is no work to finish.
      if (server === undefined) process.exit(0);
      // A user pressing Ctrl-C wants an immediate stop; a SIGTERM may mean that another server takes over, which needs
      // a drain.
      const stopped = signal === 'SIGTERM' ? server.leave() : server.close();
      stopped.then(
        () => logger.info('stopped'),
        error => {
          logger.fatal({ err: error }, 'could not shut down cleanly');
          process.exit(1);
        },
      );
    },
    // Interrupted work resumes at the next start.
    () => process.exit(1),
  );
  const running = await startServer(config, logger);
  server = running;
  defendAgainstUnexpectedErrors(logger, () => running.close());
  logger.info({ url: running.url, ms: Math.round(performance.now() - started) }, 'ready');
  if (process.stdout.isTTY) process.stdout.write(`\n  Open ${running.url} in a browser.\n\n`);
}

main().catch((error: unknown) => {
  console.error(startFailure(error) ?? error);
  process.exit(1);
});
