import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { FleetDecoders } from './fleet/fleet-decoders.ts';
import { FleetResidences } from './fleet/fleet-residences.ts';
import { KnownModels } from './fleet/known-models.ts';
import { WorkerRegistry } from './fleet/worker-registry.ts';
import type { ServingWorkers } from './generations/serving-workers.ts';
import type { Decoders } from './inference/codec/codec.ts';
import type { Models } from './inference/packs/model-description.ts';
import type { InstalledModels } from './inference/residence/installed-models.ts';
import { localResidences } from './inference/residence/local-residences.ts';
import type { Residences } from './inference/residence/residences.ts';

/** The models of this process and of all processes sharing its database. */
export interface ServedModels {
  readonly models: Models;
  readonly decoders: Decoders;
  readonly serving: ServingWorkers;
  /** Null with an embedded database, which is not shared. */
  readonly registry: WorkerRegistry | null;
  readonly residences: Residences;
}

/** @param installed null if this process has no packs. */
export async function servedModels(
  config: Config,
  database: Database,
  installed: InstalledModels | null,
  logger: Logger,
): Promise<ServedModels> {
  if (database.kind === 'embedded') {
    if (installed === null) throw new Error('A process with an embedded database must have models.');
    return {
      models: installed,
      decoders: installed,
      serving: alone(installed),
      registry: null,
      residences: localResidences(installed),
    };
  }
  const registry = await WorkerRegistry.open({ database, logger });
  const generates = installed !== null && installed.generators.length > 0;
  return {
    models: new KnownModels(registry, generates ? installed.list() : [], {
      defaultName: config.DEFAULT_MODEL,
      forgetSeconds: config.MODEL_UNAVAILABLE_SECONDS,
    }),
    decoders: new FleetDecoders(registry, installed ?? { of: () => undefined }),
    serving: generates ? together(installed, registry) : registry,
    registry,
    residences: new FleetResidences(database, registry),
  };
}

/** Installed models are served here even before they are registered. */
function together(installed: InstalledModels, registry: WorkerRegistry): ServingWorkers {
  const here = alone(installed);
  return {
    count: digest => Math.max(here.count(digest), registry.count(digest)),
    unservedSeconds: digest => Math.min(here.unservedSeconds(digest), registry.unservedSeconds(digest)),
  };
}

/** Exactly the installed models are served. */
function alone(installed: InstalledModels): ServingWorkers {
  return {
    count: digest => (installed.findByDigest(digest) === undefined ? 0 : 1),
    unservedSeconds: digest => (installed.findByDigest(digest) === undefined ? Number.POSITIVE_INFINITY : 0),
  };
}
