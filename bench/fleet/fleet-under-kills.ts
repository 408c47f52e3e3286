import { ApiClient, type MadePicture } from './api-client.ts';
import { FleetProcess } from './fleet-process.ts';

export interface FleetSettings {
  readonly databaseUrl: string;
  /** A folder for each worker, with one pack in it. The first model is the default one. */
  readonly models: readonly { readonly folder: string; readonly name: string }[];
  /** A folder that processes may write to. */
  readonly folder: string;
  /** Deaths of workers; each dies in its turn. */
  readonly kills: number;
  /** Requests between two of them. */
  readonly requestsPerKill: number;
}

/** What became of what was asked for while workers died. */
export interface FleetFigures {
  readonly pictures: number;
  readonly edits: number;
  readonly kills: number;
  /** Neither succeeded nor said why, or with scales that are missing or there twice. */
  readonly lost: number;
  /** Subscriptions on the other API that missed an event or were told one twice. */
  readonly brokenSubscriptions: number;
  /** Files that one of the APIs did not serve, or that differed between them. */
  readonly unservedPictures: number;
  /** Whose tokens are others than those of the same request when nobody dies. */
  readonly otherDigests: number;
}

interface Asked {
  readonly id: string;
  readonly field: string;
  readonly input: Record<string, unknown>;
  /** Settles when the subscription on the other API has ended; whether it was whole. */
  readonly watched: Promise<boolean>;
}

/** Two APIs without a model between them, a worker for each model, and a worker killed every few seconds. */
export async function fleetUnderKills(settings: FleetSettings): Promise<FleetFigures> {
  await using stack = new AsyncDisposableStack();
  const workers: FleetProcess[] = [];
  stack.defer(async () => void (await Promise.all(workers.map(worker => worker.stop()))));
  for (const place of settings.models.keys()) workers.push(await startWorker(settings, place));
  const apis: FleetProcess[] = [];
  stack.defer(async () => void (await Promise.all(apis.map(api => api.stop()))));
  for (const place of [0, 1]) apis.push(await startApi(settings, place));
  const clients = apis.map(({ url }) => new ApiClient(url));

  const asked: Asked[] = [];
  for (let kill = 0; kill < settings.kills; kill++) {
    await ask(settings, clients, asked);
    await replace(settings, workers, kill % workers.length);
  }
  const whole = await Promise.all(asked.map(({ watched }) => watched));
  const made = await Promise.all(asked.map(({ id }) => client(clients, 0).picture(id)));
  const served = await Promise.all(made.map(picture => isServed(picture, clients)));
  // The same again, by workers that live.
  const undisturbed: MadePicture[] = [];
  for (const { field, input } of asked) {
    const api = client(clients, 0);
    const id = await api.create(field, input);
    for await (const _ of api.progress(id, 0));
    undisturbed.push(await api.picture(id));
  }
  return {
    pictures: asked.length,
    edits: asked.filter(({ field }) => field !== 'generateImage').length,
    kills: settings.kills,
    lost: made.filter(picture => picture.status !== 'SUCCEEDED').length,
    brokenSubscriptions: whole.filter(isWhole => !isWhole).length,
    unservedPictures: served.filter(isServed => !isServed).length,
    otherDigests: made.filter((picture, place) => digests(picture) !== digests(undisturbed[place])).length,
  };
}

function client(clients: readonly ApiClient[], place: number): ApiClient {
  const found = clients[place % clients.length];
  if (found === undefined) throw new Error('there is no API');
  return found;
}

function digests(picture: MadePicture | undefined): string {
  return (picture?.scales ?? []).map(({ digest }) => digest).join(' ');
}

function startWorker({ databaseUrl, models, folder }: FleetSettings, place: number): Promise<FleetProcess> {
  const model = models[place];
  if (model === undefined) throw new Error('there is no such model');
  return FleetProcess.start({
    ROLE: 'worker',
    DATABASE_URL: databaseUrl,
    DATA_DIR: `${folder}/worker-${place}`,
    MODELS_DIR: model.folder,
    DEFAULT_MODEL: model.name,
    ENGINE_THREADS: '1',
  });
}

function startApi({ databaseUrl, models, folder }: FleetSettings, place: number): Promise<FleetProcess> {
  return FleetProcess.start({
    ROLE: 'api',
    DATABASE_URL: databaseUrl,
    DATA_DIR: `${folder}/api-${place}`,
    MODELS_DIR: `${folder}/no-models`,
    DEFAULT_MODEL: models[0]?.name,
  });
}

/** Asks one API after the other for something new, and watches on the other; the last requests are under way when it returns. */
async function ask(
  { models, requestsPerKill }: FleetSettings,
  clients: readonly ApiClient[],
  asked: Asked[],
): Promise<void> {
  const last = asked.length + requestsPerKill;
  for (let place = asked.length; place < last; place++) {
    const model = models[place % models.length]?.name;
    const parent = asked.at(-1);
    // Every fourth goes on from the coarse scales of the one before.
    const branches = parent !== undefined && parent.field === 'generateImage' && place % 4 === 3;
    if (branches) await parent.watched;
    const field = branches ? 'branchGeneration' : 'generateImage';
    const input = branches
      ? { id: parent.id, scale: 1, seed: place }
      : { seed: place, ...(model !== undefined && { model }) };
    const id = await client(clients, place).create(field, input);
    asked.push({ id, field, input, watched: watch(client(clients, place + 1), id) });
  }
}

/** Whether every revision came once and in order, with one end. */
async function watch(api: ApiClient, id: string): Promise<boolean> {
  let revision = 0;
  let ends = 0;
  let whole = true;
  for await (const event of api.progress(id, 0)) {
    if (event.revision !== revision + 1) whole = false;
    revision = event.revision;
    if (event.__typename === 'GenerationFinished') ends += 1;
  }
  return whole && ends === 1;
}

async function replace(settings: FleetSettings, workers: FleetProcess[], place: number): Promise<void> {
  await workers[place]?.kill();
  workers[place] = await startWorker(settings, place);
}

/** Whether both APIs serve every scale, with the same bytes. */
async function isServed({ scales }: MadePicture, clients: readonly ApiClient[]): Promise<boolean> {
  try {
    for (const { image } of scales) {
      const files = await Promise.all(clients.map(api => api.file(image.url)));
      if (new Set(files).size !== 1) return false;
    }
    return scales.length > 0;
  } catch {
    return false;
  }
}
