import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { z } from 'zod';

const createdSchema = z.object({
  generateImage: z.object({ generations: z.array(z.object({ id: z.string() })).min(1) }),
});
const eventSchema = z.object({
  generationProgress: z.object({
    __typename: z.string(),
    generation: z.object({ scales: z.array(z.object({ index: z.int() })) }).optional(),
  }),
});

const mutation = `mutation ($input: GenerateImageInput!) {
  generateImage(input: $input) {
    ... on GenerationsCreated { generations { id } }
    ... on Error { message }
  }
}`;
const subscription = `subscription ($id: ID!) {
  generationProgress(id: $id) {
    __typename
    ... on GenerationSnapshot { generation { scales { index } } }
  }
}`;
const cancellation = 'mutation ($id: ID!) { cancelGeneration(input: { id: $id }) { __typename } }';

/** When a picture had its first scale and its end, in milliseconds from the request. */
export interface PictureTimes {
  readonly firstMs: number;
  readonly endMs: number;
}

/** A client with an address of its own on the loopback network: without keys, shares go between addresses. */
export class AddressClient {
  readonly #client: ReturnType<typeof createClient>;

  /** @param address such as 127.0.0.2. */
  constructor(url: string, address: string) {
    class FromAddress extends WebSocket {
      constructor(target: string, protocols?: string | string[]) {
        super(target, protocols, { localAddress: address });
      }
    }
    this.#client = createClient({
      url: `${url.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: FromAddress,
      lazy: false,
    });
  }

  /** @returns ids of the pictures. */
  async request(input: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    const result = await this.#client.iterate({ query: mutation, variables: { input } }).next();
    return createdSchema.parse(result.value?.data).generateImage.generations.map(({ id }) => id);
  }

  async cancel(id: string): Promise<void> {
    await this.#client.iterate({ query: cancellation, variables: { id } }).next();
  }

  /** Asks for a picture and watches it to its end. */
  async picture(input: Readonly<Record<string, unknown>>): Promise<PictureTimes> {
    const began = performance.now();
    const [id = ''] = await this.request(input);
    const ms = () => performance.now() - began;
    let firstMs = Number.NaN;
    await this.watch(id, scales => {
      if (scales > 0 && Number.isNaN(firstMs)) firstMs = ms();
    });
    return { firstMs, endMs: ms() };
  }

  /** Until the end of a picture. @param onScale called with the number of finished scales. */
  async watch(id: string, onScale: (scales: number) => void = () => {}): Promise<void> {
    let scales = 0;
    for await (const result of this.#client.iterate({ query: subscription, variables: { id } })) {
      const { __typename, generation } = eventSchema.parse(result.data).generationProgress;
      scales = __typename === 'ScaleFinished' ? scales + 1 : (generation?.scales.length ?? scales);
      onScale(scales);
    }
  }

  close(): void {
    void this.#client.dispose();
  }
}
