import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { z } from 'zod';

/**
 * Runs as a process of its own, so that its work does not count as the server's: asks for pictures over one WebSocket
 * and times the first preview of each. Arguments: address, number of pictures. Answers by IPC.
 */

const previewSchema = z.object({
  /** From sending the mutation to having the first scale's picture. */
  milliseconds: z.number(),
  /** What the model took for that scale. */
  compute: z.number(),
});
export const previewsSchema = z.array(previewSchema);
export type Preview = z.infer<typeof previewSchema>;

const createdSchema = z.object({
  generateImage: z.object({ generations: z.tuple([z.object({ id: z.string() })]) }),
});
const scaleSchema = z.object({ milliseconds: z.number(), image: z.object({ dataUri: z.string() }) });
const eventSchema = z.object({
  generationProgress: z.object({
    __typename: z.string(),
    generation: z.object({ scales: z.array(scaleSchema) }).optional(),
    scale: scaleSchema.optional(),
  }),
});

const mutation = `mutation ($seed: Seed!) {
  generateImage(input: { class: { index: 0 }, seed: $seed }) {
    ... on GenerationsCreated { generations { id } }
    ... on Error { message }
  }
}`;

const subscription = `subscription ($id: ID!) {
  generationProgress(id: $id) {
    __typename
    ... on GenerationSnapshot { generation { scales { milliseconds image { dataUri } } } }
    ... on ScaleFinished { scale { milliseconds image { dataUri } } }
  }
}`;

async function timePreview(client: ReturnType<typeof createClient>, seed: number): Promise<Preview> {
  const started = performance.now();
  const created = await client.iterate({ query: mutation, variables: { seed } }).next();
  const [{ id }] = createdSchema.parse(created.value?.data).generateImage.generations;
  let preview: Preview | null = null;
  for await (const result of client.iterate({ query: subscription, variables: { id } })) {
    const { generation, scale = generation?.scales[0] } = eventSchema.parse(result.data).generationProgress;
    // The rest is received too: the next picture starts when this one is finished.
    if (preview === null && scale !== undefined)
      preview = { milliseconds: performance.now() - started, compute: scale.milliseconds };
  }
  if (preview === null) throw new Error(`generation ${id} ended without a preview`);
  return preview;
}

if (import.meta.main) {
  const [, , url = '', pictures = '1'] = process.argv;
  const client = createClient({ url, webSocketImpl: WebSocket, lazy: false });
  const previews: Preview[] = [];
  for (let seed = 0; seed < Number(pictures); seed++) previews.push(await timePreview(client, seed));
  process.send?.(previews);
  await client.dispose();
  process.disconnect();
}
