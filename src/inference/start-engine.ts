import type { Grid } from '../flexvar/grid.ts';
import type { RgbImage } from './codec/rgb-image.ts';
import { TokenizerHost } from './codec/tokenizer-host.ts';
import type { Engine, EngineJob, FinishedScale } from './engine.ts';
import { TransformerHost } from './generator/transformer-host.ts';
import type { ExecutionProvider } from './onnx/execution-provider.ts';
import { describePack } from './packs/load-pack.ts';
import type { ChildReport } from './processes/child-report.ts';

export interface EngineSettings {
  /** Folder of the model pack. */
  readonly packDir: string;
  /** Threads of the transformer. */
  readonly threads: number;
  /** Threads of the decoder. @default 1 */
  readonly decoderThreads?: number;
  /** Execution providers of onnxruntime in order of preference. @default ['cpu'] */
  readonly providers?: readonly ExecutionProvider[];
  /** What pictures that are computed at once may take beyond the weights; a single one may take more. @default 160 MB */
  readonly togetherBytes?: number;
  /** Seconds a child may take for anything before it counts as hanging; large work gets more. @default 20 */
  readonly patienceSeconds?: number;
  /** Seconds a child may take to open the pack. @default 120 */
  readonly openSeconds?: number;
  /** Told of children that start, die or cannot be started. */
  readonly report?: (report: ChildReport) => void;
}

/** More at once is no faster: by then the passes are so large that reading the weights is cheap beside computing. */
export const togetherBytes = 160 * 2 ** 20;

/**
 * Starts the child processes of a pack and waits until both can work.
 * @param signal ends the start: the children are killed.
 * @throws PackError when the pack cannot be used.
 * @throws ProviderUnavailableError when an execution provider does not work here.
 */
export async function startEngine(settings: EngineSettings, signal?: AbortSignal): Promise<Engine> {
  const { packDir, threads, decoderThreads = 1, providers = ['cpu'] } = settings;
  // Checked here too: a wrong pack is then an error before any process is started.
  const { config } = await describePack(packDir);
  signal?.throwIfAborted();
  const { stride } = config.tokenizer;
  const child = (count: number) => ({
    open: { type: 'open', folder: packDir, settings: { providers, threads: count } } as const,
    openSeconds: settings.openSeconds ?? 120,
    patienceSeconds: settings.patienceSeconds ?? 20,
    report: settings.report ?? (() => {}),
  });
  const engine = new ProcessEngine(
    new TransformerHost({ ...child(threads), memoryBytes: settings.togetherBytes ?? togetherBytes }),
    new TokenizerHost({ ...child(decoderThreads), stride }),
    stride,
  );
  const abort = () => void engine.close();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await engine.start();
  } finally {
    signal?.removeEventListener('abort', abort);
  }
  return engine;
}

class ProcessEngine implements Engine {
  readonly #transformer: TransformerHost;
  readonly #tokenizer: TokenizerHost;
  readonly #stride: number;

  constructor(transformer: TransformerHost, tokenizer: TokenizerHost, stride: number) {
    this.#transformer = transformer;
    this.#tokenizer = tokenizer;
    this.#stride = stride;
  }

  get ready(): boolean {
    return this.#transformer.ready && this.#tokenizer.ready;
  }

  get processIds(): readonly number[] {
    return [this.#transformer.pid, this.#tokenizer.pid].filter(pid => pid !== null);
  }

  async start(): Promise<void> {
    const started = await Promise.allSettled([this.#transformer.start(), this.#tokenizer.start()]);
    const failed = started.find(result => result.status === 'rejected');
    if (failed === undefined) return;
    await this.close();
    throw failed.reason;
  }

  generate(
    job: EngineJob,
    options: { wanted?: (picture: number) => boolean; signal?: AbortSignal } = {},
  ): AsyncGenerator<FinishedScale, void> {
    return this.#transformer.generate(job, options);
  }

  decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage> {
    return this.#tokenizer.decode(tokens, grid);
  }

  encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]> {
    if (image.width % this.#stride !== 0 || image.height % this.#stride !== 0)
      return Promise.reject(
        new RangeError(
          `an image of ${image.width} x ${image.height} has no whole number of ${this.#stride}-pixel tokens`,
        ),
      );
    return this.#tokenizer.encode(image, grids);
  }

  async close(): Promise<void> {
    await Promise.all([this.#transformer.close(), this.#tokenizer.close()]);
  }
}
