import { createHash } from 'node:crypto';
import { z } from 'zod';

const resultSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

const createdSchema = z.object({ generations: z.array(z.object({ id: z.string() })).length(1) });

const pictureSchema = z.object({
  status: z.string(),
  revision: z.number(),
  scales: z.array(z.object({ digest: z.string(), image: z.object({ url: z.string() }) })),
});
export type MadePicture = z.infer<typeof pictureSchema>;

const eventSchema = z.object({
  __typename: z.string(),
  revision: z.number(),
  scale: z.object({ index: z.number() }).optional(),
});
export type ProgressEvent = z.infer<typeof eventSchema>;

/** An API process of a fleet, as its clients use it. */
export class ApiClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** @param field a mutation with its input. @returns the id of the generation that it made. */
  async create(field: string, input: object): Promise<string> {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Input`;
    const data = await this.#ask(
      `mutation($input: ${type}!) { created: ${field}(input: $input) {
        ... on GenerationsCreated { generations { id } } ... on Error { message } } }`,
      { input },
    );
    const [generation] = createdSchema.parse(data.created).generations;
    return generation?.id ?? '';
  }

  async picture(id: string): Promise<MadePicture> {
    const query =
      'query($id: ID!) { generation(id: $id) { status revision scales { digest image(format: PNG) { url } } } }';
    return pictureSchema.parse((await this.#ask(query, { id })).generation);
  }

  /** Digest of a picture's file, from this API. */
  async file(address: string): Promise<string> {
    const { pathname, search } = new URL(address);
    const response = await fetch(`${this.#url}${pathname}${search}`);
    if (!response.ok) throw new Error(`${pathname} answered with ${response.status}`);
    return createHash('sha256')
      .update(new Uint8Array(await response.arrayBuffer()))
      .digest('hex');
  }

  /** All that is told after a revision, to the end. */
  async *progress(id: string, after: number): AsyncGenerator<ProgressEvent> {
    const query = `subscription($id: ID!, $after: Int) { event: generationProgress(id: $id, after: $after) {
      __typename ... on ProgressEvent { revision } ... on ScaleFinished { scale { index } } } }`;
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables: { id, after } }),
    });
    if (!response.ok || response.body === null)
      throw new Error(`a subscription answered with ${response.status}`);
    let text = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [, data] = /^data: ?(.+)$/m.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        if (data !== undefined) yield eventSchema.parse(resultSchema.parse(JSON.parse(data)).data?.event);
      }
    }
  }

  async #ask(query: string, variables: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.#url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = resultSchema.parse(await response.json());
    if (data == null) throw new Error(errors?.map(error => error.message).join('; ') ?? 'no data');
    return data;
  }
}
