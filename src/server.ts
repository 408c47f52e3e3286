import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { openDatabase } from './database/open-database.ts';
import { createGenerations } from './generations/create-generations.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { Studio } from './http/studio.ts';
import { FileCache } from './images/file-cache.ts';
import { Pictures } from './images/pictures.ts';
import { PictureProcesses } from './images/process/picture-processes.ts';
import type { ChildReport } from './inference/child-report.ts';
import { InstalledModels } from './inference/installed-models.ts';
import type { Logger } from './log.ts';
import { openDataFolder } from './open-data-folder.ts';
import { systemFailure } from './start-failure.ts';

export interface RunningServer {
  /** Address it listens on, such as `http://localhost:4000`. */
  readonly url: string;
  /** Process ids of the models' child processes. */
  readonly inferenceProcessIds: readonly number[];
  /** Process ids of the child processes that work on pictures. */
  readonly pictureProcessIds: readonly number[];
  /**
   * Stops in order: no new requests, subscriptions ended, the scale under way finished and stored if that takes no more than
   * a few seconds, children and database closed. What was accepted goes on at the next start.
   */
  close(): Promise<void>;
}

/**
 * Puts the server together and starts it.
 * @throws DataFolderError, FolderInUseError, PackError, ProviderUnavailableError or what the database or the port throw;
 *   nothing is left running then.
 */
export async function startServer(config: Config, logger: Logger): Promise<RunningServer> {
  await using opened = new AsyncDisposableStack();
  await openDataFolder(config.DATA_DIR);
  const studio = new Studio();
  // When its sources have changed it is built while the rest starts; who opens the page waits for it.
  studio.files().catch(error => {
    const reason = systemFailure(error);
    if (reason === null) logger.error({ err: error }, 'the studio could not be built');
    else logger.error(`the studio could not be built, the API works: ${reason}`);
  });

  const databaseFolder = join(config.DATA_DIR, 'database');
  logger.info(
    config.DATABASE_URL !== undefined || existsSync(databaseFolder)
      ? 'opening the database'
      : 'creating the database, which takes some seconds once',
  );
  logger.info({ model: config.DEFAULT_MODEL }, 'loading the model');
  // Both take seconds on a first start: the database is created while the model loads.
  const [database, models] = await settled(
    openDatabase({
      folder: databaseFolder,
      url: config.DATABASE_URL,
      onConnectionLost: error => logger.warn({ err: error }, 'the connection to the database was lost'),
    }).then(database => opened.adopt(database, () => database.close())),
    InstalledModels.open({
      folder: config.MODELS_DIR,
      defaultModel: config.DEFAULT_MODEL,
      engine: {
        threads: config.ENGINE_THREADS,
        decoderThreads: config.DECODER_THREADS,
        providers: [config.EXECUTION_PROVIDER],
        report: report => logChild(logger, report),
      },
      memoryBytes: config.ENGINE_MEMORY_MB * 2 ** 20,
    }).then(models => opened.adopt(models, () => models.close())),
  );

  const processes = new PictureProcesses({ onDeath: reason => logger.warn(reason) });
  opened.defer(() => processes.close());
  processes.warmUp().catch(error => logger.error({ err: error }, 'no process can work on pictures'));

  const runtime = await createGenerations({
    database,
    models,
    processes,
    logger,
    queueLimit: config.QUEUE_LIMIT,
    picturesPerRequest: config.REQUEST_PICTURES_LIMIT,
  });
  opened.defer(() => runtime.close());

  const cache = await FileCache.open(join(config.DATA_DIR, 'cache'), config.IMAGE_CACHE_MB * 2 ** 20);
  const http = createHttpServer({
    studio,
    generations: runtime.generations,
    models,
    pictures: new Pictures({
      cache,
      processes,
      onCacheError: error => logger.warn({ err: error }, 'the picture cache failed'),
    }),
    logger,
    publicUrl: config.PUBLIC_URL,
    corsOrigins: config.CORS_ORIGINS,
    allowedHosts: config.ALLOWED_HOSTS,
    trustedProxies: config.TRUSTED_PROXIES,
    graphqlGet: config.GRAPHQL_GET === 'on',
    limits: {
      uploadBytes: config.UPLOAD_LIMIT_MB * 2 ** 20,
      bodyMemory: config.UPLOAD_MEMORY_MB * 2 ** 20,
      answerBytes: config.ANSWER_LIMIT_MB * 2 ** 20,
      connections: config.CONNECTIONS_LIMIT,
      connectionsPerAddress: config.ADDRESS_CONNECTIONS_LIMIT,
      operationsAtOnce: config.OPERATIONS_LIMIT,
    },
  });
  const url = await http.listen(config.PORT, config.HOST);
  opened.defer(() => http.close());
  await runtime.worker.start();

  const running = opened.move();
  return {
    url,
    get inferenceProcessIds() {
      return models.list().flatMap(model => model.engine.processIds);
    },
    get pictureProcessIds() {
      return processes.processIds;
    },
    close: () => running.disposeAsync(),
  };
}

/** One line for each thing that happens to a child process of a model. */
function logChild(logger: Logger, report: ChildReport): void {
  const { type, ...facts } = report;
  if (type === 'started') logger.info(facts, `the ${report.child} process is ready`);
  else if (type === 'notStarted') logger.error(facts, `the ${report.child} process cannot be started`);
  else if (report.deliberate) logger.info(facts, `the ${report.child} process was ended`);
  else logger.warn(facts, `the ${report.child} process died and is replaced`);
}

/** Waits for both even when one fails, so that what the other opened is known and can be closed. */
async function settled<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}
