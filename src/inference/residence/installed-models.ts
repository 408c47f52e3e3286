import type { Codec, Codecs } from '../codec/codec.ts';
import { startCodec } from '../codec/start-codec.ts';
import { PackError } from '../errors.ts';
import type { Generators } from '../generator/generator.ts';
import { cachesBytes, startGenerator } from '../generator/start-generator.ts';
import type { Device } from '../onnx/device.ts';
import { type InstalledPack, readInstalledPacks } from '../packs/installed-packs.ts';
import type { ModelDescription, Models } from '../packs/model-description.ts';
import type { ModelDigest } from '../packs/pack-digest.ts';
import type { ChildReport } from '../processes/child-report.ts';
import { Residence, type ResidentPart } from './residence.ts';
import type { ServedPart } from './residences.ts';
import { ResidentCodec } from './resident-codec.ts';
import { ResidentGenerator } from './resident-generator.ts';

export interface InstalledModelsOptions {
  /** Folder whose subfolders with a `config.json` are the packs. */
  readonly folder: string;
  readonly defaultModel: string;
  /** Each gets a generator for every model; empty if nothing is generated here. */
  readonly devices: readonly Device[];
  /** Threads of all generators together. */
  readonly threads: number;
  /** Threads of a codec. */
  readonly codecThreads: number;
  /** See `ModelDescription`. */
  readonly memoryBytes: number;
  /** Idle seconds after which a model is unloaded; 0: never. The default model never is. */
  readonly idleSeconds: number;
  readonly report: (report: ChildReport) => void;
  /** Told what each decoding took, by the name of its model. @default nobody */
  readonly decoded?: (model: string, seconds: number) => void;
}

export interface InstalledPart extends ResidentPart {
  /** Name of the model. */
  readonly model: string;
  readonly part: ServedPart['part'];
}

/**
 * The packs of a folder, each with a codec and with a generator per device. The default model is loaded at once, others
 * on first use.
 */
export class InstalledModels implements Models, Codecs {
  readonly default: ModelDescription;
  /** One per device. */
  readonly generators: readonly Generators[];
  readonly #packs: ReadonlyMap<string, InstalledPack>;
  readonly #codecs: ReadonlyMap<ModelDigest, Codec>;
  readonly #residence: Residence;

  private constructor(packs: readonly InstalledPack[], options: InstalledModelsOptions) {
    const [first] = packs;
    if (first === undefined) throw new PackError('No model is installed.');
    this.default = first.description;
    this.#packs = new Map(packs.map(pack => [pack.description.config.name, pack]));
    this.#residence = new Residence();
    this.#codecs = new Map(packs.map(pack => [pack.description.digest, this.#codecOf(pack, options)]));
    this.generators = options.devices.map(device => this.#generatorsOn(device, packs, options));
  }

  /**
   * Reads every pack and loads the default one.
   * @throws PackError if a pack cannot be used or the default one is missing.
   * @throws ProviderUnavailableError if a device does not work here.
   */
  static async open(options: InstalledModelsOptions): Promise<InstalledModels> {
    const { folder, defaultModel, memoryBytes } = options;
    const packs = await readInstalledPacks(folder, { defaultModel, memoryBytes });
    const models = new InstalledModels(packs, options);
    try {
      await models.#residence.load(models.default.digest);
    } catch (error) {
      await models.close();
      throw error;
    }
    return models;
  }

  list(): readonly ModelDescription[] {
    return [...this.#packs.values()].map(pack => pack.description);
  }

  find(name: string): ModelDescription | undefined {
    return this.#packs.get(name)?.description;
  }

  findByDigest(digest: ModelDigest): ModelDescription | undefined {
    return this.list().find(model => model.digest === digest);
  }

  of(digest: ModelDigest): Codec | undefined {
    return this.#codecs.get(digest);
  }

  /** Process ids of the current children. */
  get processIds(): readonly number[] {
    return this.#residence.processIds;
  }

  /** Starts loading a model on every device. Failures are reported and retried. */
  async load(digest: ModelDigest): Promise<void> {
    this.#residence.keep(digest).catch(() => {});
  }

  /** Frees a model's memory as soon as it is idle. */
  async unload(digest: ModelDigest): Promise<void> {
    this.#residence.letGo(digest).catch(() => {});
  }

  /** All generators and codecs, and whether they are loaded. */
  get parts(): readonly InstalledPart[] {
    const names = new Map(this.list().map(({ digest, config }) => [digest, config.name]));
    return this.#residence.parts.map(part => ({
      ...part,
      model: names.get(part.digest) ?? '',
      part: part.child === 'transformer' ? 'generator' : 'codec',
    }));
  }

  /** Why the default model cannot generate now; null if it can. */
  get problem(): string | null {
    const { digest, config } = this.default;
    return this.#residence.ready(digest) ? null : `The model "${config.name}" cannot be started.`;
  }

  close(): Promise<void> {
    return this.#residence.close();
  }

  #codecOf(pack: InstalledPack, options: InstalledModelsOptions): Codec {
    const { folder, codecBytes, description } = pack;
    const { codecThreads: threads, report, decoded } = options;
    return this.#residence.add(
      { digest: description.digest, child: 'tokenizer', device: 'cpu' },
      new ResidentCodec(
        {
          start: signal => startCodec({ packDir: folder, threads, report }, signal),
          bytes: codecBytes,
          idleMs: this.#idleMs(pack, options),
          makeRoom: bytes => this.#residence.makeRoom(bytes),
        },
        seconds => decoded?.(description.config.name, seconds),
      ),
    );
  }

  #generatorsOn(
    device: Device,
    packs: readonly InstalledPack[],
    options: InstalledModelsOptions,
  ): Generators {
    const { report, memoryBytes, devices } = options;
    const threads = Math.max(1, Math.floor(options.threads / devices.length));
    const generators = new Map(
      packs.map(pack => [
        pack.description.digest,
        this.#residence.add(
          { digest: pack.description.digest, child: 'transformer', device },
          new ResidentGenerator({
            start: signal =>
              startGenerator(
                {
                  packDir: pack.folder,
                  device,
                  threads,
                  cachesBytes: Math.min(cachesBytes, memoryBytes),
                  report: event => report({ ...event, device }),
                },
                signal,
              ),
            bytes: pack.generatorBytes,
            idleMs: this.#idleMs(pack, options),
            makeRoom: bytes => this.#residence.makeRoom(bytes),
          }),
        ),
      ]),
    );
    return { device, digests: [...generators.keys()], of: digest => generators.get(digest) };
  }

  #idleMs(pack: InstalledPack, { idleSeconds }: InstalledModelsOptions): number | null {
    return idleSeconds === 0 || pack.description === this.default ? null : idleSeconds * 1000;
  }
}
