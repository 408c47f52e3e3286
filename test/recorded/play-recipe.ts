import { createHash } from 'node:crypto';
import {
  acceptGeneration,
  branchGeneration,
  expandImage,
  inpaintImage,
  refineImage,
  resumeGeneration,
} from '../api/edit-operations.ts';
import { cancelGeneration, generateImage } from '../api/operations.ts';
import { overEventStream } from '../api/transports.ts';
import type { SourceInput } from '../gql/graphql.ts';
import { findScale, followStatus, showPicture } from './operations.ts';
import type { Asked, RecordedRecipe, RecordedSource, Steer } from './recipes.ts';
import type { RecordedServer } from './recorded-server.ts';
import type { RecordedPicture } from './recording.ts';

/** Has recipes carried out one after the other; each may start from what an earlier one gave. */
export class RecipePlayer {
  readonly #server: RecordedServer;
  /** Ids of the generations of each recipe. */
  readonly #made = new Map<string, readonly string[]>();

  constructor(server: RecordedServer) {
    this.#server = server;
  }

  /** What a recipe gives, a picture for each generation. */
  async play({ name, asked, steered = [] }: RecordedRecipe): Promise<RecordedPicture[]> {
    const ids = generationIds(await this.#ask(asked));
    this.#made.set(name, ids);
    await this.#come(ids);
    for (const step of steered) {
      for (const id of ids) await this.#steer(id, step);
      await this.#come(ids);
    }
    return Promise.all(ids.map(id => this.#show(id)));
  }

  async #ask(asked: Asked): Promise<Answer> {
    const server = this.#server;
    if ('generate' in asked)
      return (await server.send(generateImage, { input: asked.generate })).generateImage;
    if ('branch' in asked) {
      const input = { ...asked.branch, id: this.#firstOf(asked.of) };
      return (await server.send(branchGeneration, { input })).branchGeneration;
    }
    const source = await this.#find(asked.source);
    if ('inpaint' in asked)
      return (await server.send(inpaintImage, { input: { ...asked.inpaint, source } })).inpaintImage;
    if ('expand' in asked)
      return (await server.send(expandImage, { input: { ...asked.expand, source } })).expandImage;
    return (await server.send(refineImage, { input: { ...asked.refine, source } })).refineImage;
  }

  async #find(source: RecordedSource): Promise<SourceInput> {
    if (typeof source === 'string') return { dataUri: source };
    const { generation } = await this.#server.send(findScale, { id: this.#firstOf(source.of) });
    const scale = generation?.scales[source.scale]?.id;
    if (scale === undefined) throw new Error(`"${source.of}" has no scale ${source.scale}`);
    return { scale };
  }

  async #steer(id: string, step: Steer): Promise<void> {
    const server = this.#server;
    if (step === 'cancel') await server.send(cancelGeneration, { id });
    else if ('accept' in step) await server.send(acceptGeneration, { id, ...step.accept });
    else await server.send(resumeGeneration, { id, ...step.resume });
  }

  /** Waits until each is held, or has ended. */
  async #come(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map(id => this.#comes(id)));
  }

  async #comes(id: string): Promise<void> {
    for await (const { data, errors } of overEventStream(this.#server.url, followStatus, { id })) {
      const event = data?.generationProgress;
      if (event == null) throw new Error(`no event: ${JSON.stringify(errors)}`);
      const status =
        event.__typename === 'GenerationSnapshot'
          ? event.generation.status
          : event.__typename !== 'ScaleFinished' && event.status;
      if (status === 'HELD') return;
    }
  }

  async #show(id: string): Promise<RecordedPicture> {
    const { generation } = await this.#server.send(showPicture, { id });
    if (generation?.bestScale == null) throw new Error('there is no picture');
    const { operation, status, scales, bestScale } = generation;
    const { url, width, height } = bestScale.image;
    const png = await (await fetch(url)).bytes();
    return {
      end: `${operation} ${status}`,
      png: `${bestScale.index}: ${width}x${height} ${sha256(png)}`,
      scales: scales.map(
        ({ rows, columns, tokens, digest }) =>
          `${rows}x${columns} ${sha256(JSON.stringify(tokens)).slice(0, 16)} ${digest.slice(0, 16)}`,
      ),
    };
  }

  #firstOf(name: string): string {
    const [id] = this.#made.get(name) ?? [];
    if (id === undefined) throw new Error(`there is nothing of "${name}"`);
    return id;
  }
}

interface Answer {
  readonly __typename: string;
  readonly generations?: readonly { readonly id: string }[];
}

function generationIds(answer: Answer): string[] {
  if (answer.generations === undefined) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer.generations.map(({ id }) => id);
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
