import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openAccess } from './access/access.ts';
import { logAudit } from './access/audit.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database/open-database.ts';
import { ResidenceWishes } from './fleet/residence-wishes.ts';
import { createGenerations } from './generations/create-generations.ts';
import { isLocalAddress } from './http/connections/local-address.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { createWorkerServer } from './http/create-worker-server.ts';
import { FileCache } from './images/output/file-cache.ts';
import { PictureCache } from './images/output/picture-cache.ts';
import { PictureProcesses } from './images/process/picture-processes.ts';
import { hasPack } from './inference/packs/installed-packs.ts';
import type { ChildReport } from './inference/processes/child-report.ts';
import { InstalledModels } from './inference/residence/installed-models.ts';
import type { Logger } from './log.ts';
import { Metrics } from './metrics/metrics.ts';
import { openDataFolder } from './open-data-folder.ts';
import { servedModels } from './served-models.ts';
import { systemFailure } from './start-failure.ts';
import { Studio } from './studio-bundle/studio.ts';

export interface RunningServer {
  /** Listening address, such as `http://localhost:4000`. */
  readonly url: string;
  /** Process ids of the models' child processes. */
  readonly inferenceProcessIds: readonly number[];
  /** Process ids of the picture processes. */
  readonly pictureProcessIds: readonly number[];
  /**
   * Shuts down cleanly: refuses new requests, ends subscriptions, lets the current scale finish and be stored if that
   * takes only a few seconds, then closes children and database. Accepted work resumes at the next start.
   */
  close(): Promise<void>;
  /**
   * Like `close`, with a drain period for servers that can be replaced: for DRAIN_SECONDS it reports not ready and
   * claims no new work, but still answers requests.
   */
  leave(): Promise<void>;
}

/** Time for load balancers to notice, for servers reachable from other machines. */
const usualDrainSeconds = 5;

/**
 * Assembles the server and starts it.
 * @throws DataFolderError, FolderInUseError, PackError, ProviderUnavailableError, or errors of the database or the
 *   port; nothing is left running then.
 */
export async function startServer(config: Config, logger: Logger): Promise<RunningServer> {
  await using opened = new AsyncDisposableStack();
  await openDataFolder(config.DATA_DIR);
  const metrics = new Metrics();
  const serves = config.ROLE !== 'worker';
  const computes = config.ROLE !== 'api';
  const studio = serves ? openStudio(logger) : null;

  const databaseFolder = join(config.DATA_DIR, 'database');
  logger.info(
    config.DATABASE_URL !== undefined || existsSync(databaseFolder)
      ? 'opening the database'
      : 'creating the database (takes a few seconds, once)',
  );
  logger.info({ model: config.DEFAULT_MODEL }, 'loading the model');
  // Both take seconds on the first start, so they run in parallel.
  const [database, installed] = await settled(
    openDatabase({
      folder: databaseFolder,
      url: config.DATABASE_URL,
      listenUrl: config.DATABASE_LISTEN_URL,
      connections: config.DATABASE_CONNECTIONS,
      onConnectionLost: error => logger.warn({ err: error }, 'lost the connection to the database'),
      onDegradation: reason => {
        if (reason === null) logger.info('database notifications arrive again');
        else logger.warn(reason);
      },
    }).then(database => opened.adopt(database, () => database.close())),
    openInstalledModels(config, logger, metrics).then(
      models => models && opened.adopt(models, () => models.close()),
    ),
  );
  const { models, decoders, serving, registry, residences } = await servedModels(
    config,
    database,
    installed,
    logger,
  );
  if (registry !== null) {
    opened.defer(() => registry.close());
    if (installed !== null) {
      const wishes = await ResidenceWishes.open({ database, installed, logger });
      opened.defer(() => wishes.close());
    }
  }

  opened.defer(await logAudit(database, logger));
  const access = await openAccess(config.access, database, logger, config.CLIENT_LIMITS);
  opened.defer(() => access.close());

  const processes = new PictureProcesses({
    onDeath: reason => {
      metrics.childDied('picture');
      logger.warn(reason);
    },
  });
  opened.defer(() => processes.close());
  processes.warmUp().catch(error => logger.error({ err: error }, 'cannot start a picture process'));

  const runtime = await createGenerations({
    database,
    models,
    decoders,
    serving,
    unavailableSeconds: config.MODEL_UNAVAILABLE_SECONDS,
    codecs: installed ?? { of: () => undefined },
    generators: installed?.generators ?? [],
    processes,
    logger,
    observer: metrics.generations,
    queueLimit: config.QUEUE_LIMIT,
    picturesPerRequest: config.REQUEST_PICTURES_LIMIT,
  });
  opened.defer(() => runtime.close());
  metrics.lookAt({
    queued: () => runtime.queuedCount(),
    subscriptions: () => runtime.subscriberCount,
    connections: () => database.connections(),
    children: () => installed?.parts ?? [],
  });

  const engineProblem = () => (computes ? (installed?.problem ?? null) : null);
  const codec = installed && registry && { codecs: installed, secret: registry.secret };
  const served = config.METRICS === 'on' ? { metrics } : {};
  const http =
    studio === null
      ? createWorkerServer({ storage: runtime.storage, engineProblem, codec, logger, ...served })
      : createHttpServer({
          studio,
          generationsOf: runtime.generationsOf,
          ownerOf: runtime.ownerOf,
          storage: runtime.storage,
          access,
          models,
          decoders,
          residences,
          engineProblem,
          ...(codec && { codec }),
          pictures: new PictureCache({
            cache: await FileCache.open(join(config.DATA_DIR, 'cache'), config.IMAGE_CACHE_MB * 2 ** 20),
            processes,
            onCacheError: error => logger.warn({ err: error }, 'picture cache error'),
            observer: metrics.pictures,
          }),
          logger,
          observer: metrics.http,
          ...served,
          ...httpSettings(config),
        });
  const url = await http.listen(config.PORT, config.HOST);
  opened.defer(() => http.close());
  await runtime.worker.start();
  if (computes && installed !== null && registry !== null) {
    const address = config.WORKER_URL ?? addressOf(url, config.HOST);
    await registry.register({
      address,
      devices: config.DEVICES,
      models: installed.list(),
      parts: () => installed.parts,
    });
    // Deregister before stopping, so that others no longer rely on this process.
    opened.defer(() => registry.withdraw());
  }

  const running = opened.move();
  const close = () => running.disposeAsync();
  const drainSeconds = config.DRAIN_SECONDS ?? (isLocalAddress(config.HOST) ? 0 : usualDrainSeconds);
  return {
    url,
    get inferenceProcessIds() {
      return installed?.processIds ?? [];
    },
    get pictureProcessIds() {
      return processes.processIds;
    },
    close,
    async leave() {
      http.leave();
      runtime.worker.retire();
      await delay(drainSeconds * 1000);
      await close();
    },
  };
}

/** If its sources have changed, it is built while the rest starts; page requests wait for the build. */
function openStudio(logger: Logger): Studio {
  const studio = new Studio();
  studio.files().catch(error => {
    const reason = systemFailure(error);
    if (reason === null) logger.error({ err: error }, 'could not build the studio');
    else logger.error(`could not build the studio; the API is not affected: ${reason}`);
  });
  return studio;
}

/** The packs of this machine; null for an API process without any. */
async function openInstalledModels(
  config: Config,
  logger: Logger,
  metrics: Metrics,
): Promise<InstalledModels | null> {
  if (config.ROLE === 'api' && !(await hasPack(config.MODELS_DIR, config.DEFAULT_MODEL))) return null;
  return InstalledModels.open({
    folder: config.MODELS_DIR,
    defaultModel: config.DEFAULT_MODEL,
    devices: config.ROLE === 'api' ? [] : config.DEVICES,
    threads: config.ENGINE_THREADS,
    codecThreads: config.DECODER_THREADS,
    memoryBytes: config.ENGINE_MEMORY_MB * 2 ** 20,
    idleSeconds: config.MODEL_IDLE_SECONDS,
    report: report => {
      if (report.type === 'died' && !report.deliberate) metrics.childDied(report.child);
      logChild(logger, report);
    },
    decoded: (model, seconds) => metrics.decoded(model, seconds),
  });
}

/** Address at which other machines reach this one, unless it listens on loopback only. */
function addressOf(url: string, host: string): string {
  if (host !== '0.0.0.0' && host !== '::') return url;
  return `http://${hostname()}:${new URL(url).port}`;
}

function httpSettings(config: Config) {
  return {
    publicUrl: config.PUBLIC_URL,
    corsOrigins: config.CORS_ORIGINS,
    allowedHosts: config.ALLOWED_HOSTS,
    trustedProxies: config.TRUSTED_PROXIES,
    graphqlGet: config.GRAPHQL_GET === 'on',
    accessLog: config.ACCESS_LOG === 'on',
    limits: {
      uploadBytes: config.UPLOAD_LIMIT_MB * 2 ** 20,
      bodyMemory: config.UPLOAD_MEMORY_MB * 2 ** 20,
      answerBytes: config.ANSWER_LIMIT_MB * 2 ** 20,
      connections: config.CONNECTIONS_LIMIT,
      connectionsPerAddress: config.ADDRESS_CONNECTIONS_LIMIT,
      operationsAtOnce: config.OPERATIONS_LIMIT,
    },
  };
}

/** Logs one line for each event of a model's child process. */
function logChild(logger: Logger, report: ChildReport): void {
  const { type, ...facts } = report;
  if (type === 'started') logger.info(facts, `${report.child} process is ready`);
  else if (type === 'notStarted') logger.error(facts, `cannot start the ${report.child} process`);
  else if (report.deliberate) logger.info(facts, `${report.child} process was stopped`);
  else logger.warn(facts, `${report.child} process died and is being replaced`);
}

/** Waits for both even if one fails, so that resources opened by the other can be closed. */
async function settled<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return [await first, await second];
}
