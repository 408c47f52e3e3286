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
  // One that were passed over would leave its sender to wonder.
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
      // While it starts there is nothing in hand that could be finished.
      if (server === undefined) process.exit(0);
      // Who presses Ctrl-C waits for the end; whoever sends SIGTERM may have another server that stands in.
      const stopped = signal === 'SIGTERM' ? server.leave() : server.close();
      stopped.then(
        () => logger.info('stopped'),
        error => {
          logger.fatal({ err: error }, 'could not shut down cleanly');
          process.exit(1);
        },
      );
    },
    // Whatever is lost is taken up again at the next start.
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
