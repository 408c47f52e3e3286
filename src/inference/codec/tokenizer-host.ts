import { cellCount, type Grid } from '../../flexvar/grid.ts';
import { EngineClosedError, fromFailure, InferenceError } from '../errors.ts';
import { ChildHost, type ChildSettings } from '../processes/child-host.ts';
import { type TokenizerReply, type TokenizerRequest, tokenizerReplySchema } from '../processes/messages.ts';
import { Pace } from '../processes/pace.ts';
import { Watch } from '../processes/watch.ts';
import type { Codec } from './codec.ts';
import type { RgbImage } from './rgb-image.ts';

/** A request that kills this many children fails. */
const maxAttempts = 3;
/** Assumed milliseconds per token before any measurement. */
const firstRate = 6;

export interface TokenizerHostSettings extends Omit<ChildSettings, 'name' | 'script'> {
  /** Seconds any picture may take. */
  readonly patienceSeconds: number;
  /** Pixels per token side. */
  readonly stride: number;
}

type Work = Exclude<TokenizerRequest, { type: 'open' }>;
type Result = Extract<TokenizerReply, { type: 'decoded' | 'encoded' }>;

interface Pending {
  readonly request: Work;
  readonly result: PromiseWithResolvers<Result>;
  /** Number of tokens of the picture. */
  readonly cost: number;
  attempts: number;
}

/** The server side of the tokenizer process. The child works on the oldest request. */
export class TokenizerHost implements Codec {
  readonly decodesAtOnce = 2;
  readonly #host: ChildHost<TokenizerRequest, TokenizerReply>;
  readonly #pending = new Map<number, Pending>();
  readonly #stride: number;
  readonly #pace: Pace;
  readonly #watch = new Watch({
    over: () => this.#host.kill('hung: it took more than ten times as long as expected'),
  });
  #nextId = 0;
  /** When the child started the oldest request. */
  #begun = 0;

  constructor(settings: TokenizerHostSettings) {
    this.#stride = settings.stride;
    this.#pace = new Pace(settings.patienceSeconds, firstRate);
    const script = new URL('./tokenizer-process.ts', import.meta.url);
    this.#host = new ChildHost({ ...settings, name: 'tokenizer', script }, tokenizerReplySchema, {
      message: reply => this.#receive(reply),
      died: reason => this.#replace(reason),
      doing: () => {
        const [oldest] = this.#pending.values();
        return oldest === undefined
          ? 'nothing'
          : `to ${oldest.request.type} a picture of ${oldest.cost} tokens`;
      },
    });
  }

  get ready(): boolean {
    return this.#host.ready;
  }

  get processIds(): readonly number[] {
    return this.#host.pid === null ? [] : [this.#host.pid];
  }

  start(): Promise<void> {
    return this.#host.start();
  }

  async decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage> {
    const result = await this.#ask(cellCount(grid), id => ({ type: 'decode', id, tokens, grid }));
    if (result.type !== 'decoded') throw new InferenceError('the child encoded instead of decoding');
    return result.image;
  }

  async encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]> {
    if (image.width % this.#stride !== 0 || image.height % this.#stride !== 0)
      throw new RangeError(
        `an image of ${image.width} x ${image.height} is not a whole number of ${this.#stride}-pixel tokens`,
      );
    const cost = (image.width * image.height) / this.#stride ** 2;
    const result = await this.#ask(cost, id => ({ type: 'encode', id, image, grids }));
    if (result.type !== 'encoded') throw new InferenceError('the child decoded instead of encoding');
    return result.grids;
  }

  async close(): Promise<void> {
    this.#watch.stop();
    this.#failAll(new EngineClosedError('The engine was closed.'));
    await this.#host.close();
  }

  async #ask(cost: number, make: (id: number) => Work): Promise<Result> {
    // A no-op unless the previous child could not be replaced.
    await this.#host.start();
    const request = make(this.#nextId++);
    const pending = { request, result: Promise.withResolvers<Result>(), cost, attempts: 0 };
    this.#pending.set(request.id, pending);
    if (this.#pending.size === 1) this.#watchOldest();
    this.#host.send(request);
    return pending.result.promise;
  }

  #watchOldest(): void {
    const [oldest] = this.#pending.values();
    this.#begun = performance.now();
    if (oldest === undefined) this.#watch.stop();
    else this.#watch.start(this.#pace.limitSeconds(oldest.cost) * 2 ** oldest.attempts);
  }

  #receive(reply: TokenizerReply): void {
    if (!('id' in reply)) return;
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (pending !== undefined) this.#pace.measured(pending.cost, performance.now() - this.#begun);
    this.#watchOldest();
    if (reply.type === 'failed') pending?.result.reject(fromFailure(reply.error));
    else pending?.result.resolve(reply);
  }

  #replace(reason: string): void {
    this.#watch.stop();
    const [oldest] = this.#pending.values();
    if (oldest !== undefined && ++oldest.attempts >= maxAttempts) {
      this.#pending.delete(oldest.request.id);
      oldest.result.reject(
        new InferenceError(
          `The tokenizer process died ${maxAttempts} times on one picture; most recently, it ${reason}`,
        ),
      );
    }
    this.#host.start().then(
      () => {
        this.#watchOldest();
        for (const { request } of this.#pending.values()) this.#host.send(request);
      },
      error => this.#failAll(error),
    );
  }

  #failAll(error: unknown): void {
    for (const { result } of this.#pending.values()) result.reject(error);
    this.#pending.clear();
  }
}
