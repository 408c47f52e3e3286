import { get } from 'node:http';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { z } from 'zod';

/**
 * Another client, in a process of its own: asks every 25 ms whether the server lives, and draws pictures of 128 px one
 * after the other. Argument: the server's address. Told "stop" by IPC it answers what it saw since "start".
 */

const probeEveryMs = 25;
/** A probe that is not answered by then counts as so long. */
const longestProbeMs = 30_000;

export const neighbourSchema = z.object({
  /** Milliseconds that each probe of /health/live took. */
  health: z.array(z.number()),
  /** Milliseconds from asking for a picture to its last scale's file, of each picture. */
  pictures: z.array(z.number()),
  /** Pictures that were refused or cut off. */
  failures: z.number(),
});
export type Neighbour = z.infer<typeof neighbourSchema>;

const createdSchema = z.object({
  generateImage: z.object({ generations: z.tuple([z.object({ id: z.string() })]) }),
});
const eventSchema = z.object({
  generationProgress: z.object({
    scale: z.object({ image: z.object({ dataUri: z.string() }) }).optional(),
  }),
});

const mutation = `mutation ($seed: Seed!) {
  generateImage(input: { class: { name: "fox" }, seed: $seed }) {
    ... on GenerationsCreated { generations { id } }
    ... on Error { message }
  }
}`;
const subscription = `subscription ($id: ID!) {
  generationProgress(id: $id, after: 0, scales: { last: 1 }) {
    ... on ScaleFinished { scale { image { dataUri } } }
  }
}`;

let seen: Neighbour = { health: [], pictures: [], failures: 0 };
let seed = 0;

function probe(url: string): void {
  const started = performance.now();
  const { health } = seen;
  const over = () => void health.push(performance.now() - started);
  const request = get(`${url}/health/live`, response => {
    response.resume();
    response.once('end', over);
  });
  request.setTimeout(longestProbeMs, () => request.destroy());
  request.once('error', () => void health.push(longestProbeMs));
}

async function draw(client: ReturnType<typeof createClient>): Promise<void> {
  const { pictures } = seen;
  const started = performance.now();
  const created = await client.iterate({ query: mutation, variables: { seed: seed++ } }).next();
  const [{ id }] = createdSchema.parse(created.value?.data).generateImage.generations;
  for await (const { data } of client.iterate({ query: subscription, variables: { id } }))
    if (eventSchema.parse(data).generationProgress.scale !== undefined)
      pictures.push(performance.now() - started);
}

async function keepDrawing(url: string): Promise<never> {
  for (;;) {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    try {
      for (;;) await draw(client);
    } catch {
      seen = { ...seen, failures: seen.failures + 1 };
      await client.dispose();
      await new Promise(resolve => setTimeout(resolve, probeEveryMs));
    }
  }
}

if (import.meta.main) {
  const [, , url = '', draws] = process.argv;
  setInterval(() => probe(url), probeEveryMs);
  if (draws === 'draws') void keepDrawing(url);
  process.on('message', message => {
    if (message === 'start') seen = { health: [], pictures: [], failures: 0 };
    else process.send?.(seen);
  });
  process.on('disconnect', () => process.exit());
}
