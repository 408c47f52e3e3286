import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Generation } from '../../src/generations/generation.ts';
import { createOne, ended, fox } from '../generations/runtime.ts';
import { type CountedDatabase, openCountedDatabase } from '../setup/counted-database.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';
import { raw } from './raw-document.ts';
import { all, overWebSocket } from './transports.ts';

let counted: CountedDatabase;
let server: ApiServer;

beforeAll(async () => {
  counted = await openCountedDatabase('embedded');
  server = await startApiServer({ database: counted.database });
});
afterAll(async () => {
  await server.close();
  await counted.database.close();
});

function globalId({ id }: Generation): string {
  return Buffer.from(`Generation:${id}`).toString('base64');
}

async function ask(query: string): Promise<Record<string, unknown>> {
  const { data, errors } = await (await post(server.url, { query })).json();
  expect(errors).toBeUndefined();
  return data;
}

describe('statements', () => {
  it('are as many for a page of a hundred generations with all that belongs to them as for one', async () => {
    const { generations, worker } = server.runtime;
    const [parent] = await Promise.all(
      (await generations.create({ ...fox, count: 2 })).map(({ id }) => ended(generations, id)),
    );
    if (parent === undefined) throw new Error('nothing was created');
    for (const seed of [1, 2, 3])
      await generations.create({
        operation: 'BRANCH',
        parent: parent.id,
        scale: 1,
        seed,
        canvas: { kind: 'default' },
      });
    const [last] = (await generations.branches(parent, { first: 1 })).generations;
    if (last !== undefined) await ended(generations, last.id);
    await worker.stop();
    for (const seed of [1, 2, 3, 4]) await createOne(generations, { seed });

    const page = (first: number) => `{
      generations(first: ${first}) {
        edges {
          node {
            id
            queue { position estimatedSeconds }
            scales { index digest }
            bestScale { index image { url } }
            animation { url }
            parent { generation { id scales { index } } }
            branches(first: 5) { edges { node { id bestScale { digest } } } }
          }
        }
      }
    }`;
    const { generations: answer } = await ask(page(100));
    expect(answer).toMatchObject({
      edges: [
        ...[3, 2, 1, 0].map(position => ({ node: { queue: { position }, scales: [], bestScale: null } })),
        ...[1, 2, 3].map(() => ({ node: { queue: null, parent: { generation: { id: globalId(parent) } } } })),
        { node: { branches: { edges: [] }, scales: [{}, {}, {}, {}, {}], bestScale: { index: 4 } } },
        { node: { branches: { edges: [{}, {}, {}] } } },
      ],
    });
    const few = await counted.during(() => ask(page(5)));
    const many = await counted.during(() => ask(page(100)));
    expect(many).toBeLessThanOrEqual(few + 3);
    expect(many).toBeLessThanOrEqual(12);

    const ids = (await generations.list({ first: 100 })).generations.map(globalId);
    const aliases = Array.from(
      { length: 100 },
      (_, alias) => `a${alias}: generation(id: "${ids[alias % ids.length]}") { queue { position } }`,
    );
    expect(await counted.during(() => ask(`{ ${aliases.join(' ')} }`))).toBeLessThanOrEqual(2);
    await worker.start();
  });

  it('are a few per event, however many watch and whatever they select', async () => {
    const { generations, engine } = server.runtime;
    const run = async (watchers: number) => {
      engine.hold();
      const { id } = await createOne(generations);
      await engine.reached();
      const document = raw<{ generationProgress: { scale?: object } }>(`subscription {
        generationProgress(id: "${Buffer.from(`Generation:${id}`).toString('base64')}") {
          ... on ScaleFinished { scale { digest again: image { url } } }
          ... on ProgressEvent { generation { status scales { index } bestScale { digest } queue { position } } }
        }
      }`);
      const results = Array.from({ length: watchers }, () => overWebSocket(server.url, document, {}));
      for (const result of results) await result.next();
      const statements = await counted.during(async () => {
        engine.release();
        await ended(generations, id);
        for (const result of await Promise.all(results.map(all)))
          expect(result.flatMap(({ data }) => data?.generationProgress.scale ?? [])).toHaveLength(5);
      });
      return statements;
    };
    const unwatched = await run(0);
    const watched = await run(60);
    // Six events. Of each: the events, the generation, its scale, all scales and the best one; some twice.
    expect(watched - unwatched).toBeLessThanOrEqual(6 * 10);
  });

  it('are not made for a client that has left', async () => {
    const { generations } = server.runtime;
    await ended(generations, (await createOne(generations)).id);
    const list = generations.list.bind(generations);
    const asked = Promise.withResolvers<void>();
    const left = Promise.withResolvers<void>();
    generations.list = async page => {
      generations.list = list;
      asked.resolve();
      await left.promise;
      return list(page);
    };
    const client = new AbortController();
    const answer = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ generations { edges { node { scales { digest } } } } }' }),
      signal: client.signal,
    });
    await asked.promise;
    client.abort();
    await expect(answer).rejects.toThrow();
    // By the time the server has answered others it has noticed.
    for (let other = 0; other < 5; other++) await ask('{ models { name } }');
    const statements = await counted.during(async () => {
      left.resolve();
      await ask('{ generations(first: 1) { edges { node { id } } } }');
      await ask('{ generations(first: 1) { edges { node { id } } } }');
    });
    expect(statements).toBe(3);
  });
});
