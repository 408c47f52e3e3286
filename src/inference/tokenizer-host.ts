import type { Grid } from '../flexvar/grid.ts';
import { ChildHost } from './child-host.ts';
import type { RgbImage } from './engine.ts';
import { EngineClosedError, fromFailure, InferenceError } from './errors.ts';
import {
  type OpenRequest,
  type TokenizerReply,
  type TokenizerRequest,
  tokenizerReplySchema,
} from './messages.ts';

/** A request that takes this many children with it is given up. */
const maxAttempts = 3;

type Work = Exclude<TokenizerRequest, { type: 'open' }>;
type Result = Extract<TokenizerReply, { type: 'decoded' | 'encoded' }>;

interface Pending {
  readonly request: Work;
  readonly result: PromiseWithResolvers<Result>;
  attempts: number;
}

/** The server's end of the tokenizer process. The oldest request is the one that the child works on. */
export class TokenizerHost {
  readonly #host: ChildHost<TokenizerRequest, TokenizerReply>;
  readonly #pending = new Map<number, Pending>();
  #nextId = 0;

  constructor(open: OpenRequest) {
    this.#host = new ChildHost(
      new URL('./tokenizer-process.ts', import.meta.url),
      open,
      tokenizerReplySchema,
      {
        message: reply => this.#receive(reply),
        died: reason => this.#replace(reason),
      },
    );
  }

  get ready(): boolean {
    return this.#host.ready;
  }

  get pid(): number | null {
    return this.#host.pid;
  }

  start(): Promise<void> {
    return this.#host.start();
  }

  async decode(tokens: Uint16Array, grid: Grid): Promise<RgbImage> {
    const result = await this.#ask(id => ({ type: 'decode', id, tokens, grid }));
    if (result.type !== 'decoded') throw new InferenceError('the child encoded instead of decoding');
    return result.image;
  }

  async encode(image: RgbImage, grids: readonly Grid[]): Promise<readonly Uint16Array[]> {
    const result = await this.#ask(id => ({ type: 'encode', id, image, grids }));
    if (result.type !== 'encoded') throw new InferenceError('the child decoded instead of encoding');
    return result.grids;
  }

  async close(): Promise<void> {
    this.#failAll(new EngineClosedError('The engine was closed.'));
    await this.#host.close();
  }

  async #ask(make: (id: number) => Work): Promise<Result> {
    // A no-op unless the child before could not be replaced.
    await this.#host.start();
    const request = make(this.#nextId++);
    const pending = { request, result: Promise.withResolvers<Result>(), attempts: 0 };
    this.#pending.set(request.id, pending);
    this.#host.send(request);
    return pending.result.promise;
  }

  #receive(reply: TokenizerReply): void {
    if (!('id' in reply)) return;
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.type === 'failed') pending?.result.reject(fromFailure(reply.error));
    else pending?.result.resolve(reply);
  }

  #replace(reason: string): void {
    const [oldest] = this.#pending.values();
    if (oldest !== undefined && ++oldest.attempts >= maxAttempts) {
      this.#pending.delete(oldest.request.id);
      oldest.result.reject(
        new InferenceError(
          `The tokenizer process died ${maxAttempts} times on one picture; last, it ${reason}`,
        ),
      );
    }
    this.#host.start().then(
      () => {
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
