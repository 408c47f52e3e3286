import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Attack } from './attacks.ts';
import type { HostileClient } from './client.ts';

/** Operations that cost more than they look, or are more than they should be. */

const crowd = 5000;

function aliases(count: number, field: string): string {
  return Array.from({ length: count }, (_, index) => `a${index}:${field}`).join(' ');
}

async function pipeline(client: HostileClient, requests: number): Promise<void> {
  const socket = client.socket();
  await once(socket, 'connect');
  const body = JSON.stringify({
    query:
      '{ generations(first: 100) { edges { node { id status scales { digest } bestScale { index } } } } }',
  });
  const one = `POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  socket.write(one.repeat(requests));
  await delay(20);
  socket.resetAndDestroy();
}

let picture = '';
let document = 0;

async function onePicture(client: HostileClient): Promise<void> {
  const [id = ''] = await client.pictures(
    '{ class: { name: "fox" }, canvas: { size: { width: 512, height: 512 } } }',
  );
  await client.finished(id);
  picture = id;
}

async function aHistory(client: HostileClient): Promise<void> {
  for (let batch = 0; batch < 7; batch++) {
    const ids = await client.pictures('{ class: { name: "fox" }, count: 16, holdAtScale: 0 }');
    await client.held(ids.at(-1) ?? '');
  }
}

async function aQueue(client: HostileClient): Promise<void> {
  for (let batch = 0; batch < 60; batch++) await client.pictures('{ class: { name: "fox" }, count: 16 }');
}

export const operations: readonly Attack[] = [
  {
    name: `A3 ${crowd} aliases of generation with an id of 700 kB`,
    neighbourDraws: true,
    strike: async client => {
      const id = 'x'.repeat(700_000);
      await client.ask(`query ($id: ID!) { ${aliases(crowd, 'generation(id: $id) { id }')} }`, { id });
    },
  },
  {
    name: 'A4 different documents of 1 MB',
    neighbourDraws: true,
    strike: async client => {
      const field = `f${document++}: generations(first: 100) { edges { node { id status revision } } }`;
      const text = aliases(12_000, field.slice(field.indexOf('generations'))).slice(0, 1_000_000);
      await client.ask(`{ ${field} ${text.slice(0, text.lastIndexOf(' a'))} }`);
    },
  },
  {
    name: 'A5 19 000 aliases of __schema',
    neighbourDraws: true,
    strike: async client => {
      await client.ask(
        `{ ${aliases(19_000, '__schema { ...F }')} } fragment F on __Schema { types { name description fields { name description } } }`,
      );
    },
  },
  {
    name: 'A6 16 pictures of 512 x 512, until the first is finished',
    neighbourDraws: false,
    strike: async client => {
      const ids = await client.pictures(
        '{ class: { name: "fox" }, count: 16, canvas: { size: { width: 512, height: 512 } } }',
      );
      await client.finished(ids[0] ?? '');
    },
  },
  {
    name: 'B cross-site GETs with an 11 kB query',
    neighbourDraws: true,
    prepare: aHistory,
    strike: async client => {
      const query = `{${aliases(120, 'generations(first:100){edges{node{id}}}')}}`;
      const headers = {
        'sec-fetch-site': 'cross-site',
        'sec-fetch-dest': 'image',
        'sec-fetch-mode': 'no-cors',
      };
      const path = `/graphql?query=${encodeURIComponent(query)}`;
      await Promise.all(Array.from({ length: 10 }, () => client.send(path, { headers })));
    },
  },
  {
    name: 'B 250 000 wrong integers',
    neighbourDraws: true,
    strike: async client => {
      const query =
        'subscription ($scales: ScaleFilter) { generationProgress(scales: $scales) { __typename } }';
      const indices = Array.from({ length: 250_000 }, () => 'x');
      await client.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query, variables: { scales: { indices } } }),
      });
    },
  },
  {
    name: 'B 120 000 wrong enum values',
    neighbourDraws: true,
    strike: async client => {
      await client.ask(
        'query ($status: [GenerationStatus!]) { generations(status: $status) { edges { cursor } } }',
        {
          status: Array.from({ length: 120_000 }, () => 'WRONG'),
        },
      );
    },
  },
  {
    name: 'B 500 aliases of a class search of 750 kB',
    neighbourDraws: true,
    strike: async client => {
      await client.ask(
        `query ($text: String!) { model { ${aliases(500, 'classes(search: $text, first: 1) { totalCount }')} } }`,
        { text: 'fo x'.repeat(187_500) },
      );
    },
  },
  {
    name: `B ${crowd} aliases of generation`,
    neighbourDraws: true,
    prepare: onePicture,
    strike: async client => {
      await client.ask(`query ($id: ID!) { ${aliases(crowd, 'generation(id: $id) { id }')} }`, {
        id: picture,
      });
    },
  },
  {
    name: 'B places in a queue of 1000: 200 aliases, and a page of 100',
    neighbourDraws: false,
    prepare: aQueue,
    strike: async client => {
      await client.ask(`{ ${aliases(200, 'newestGeneration { queue { position estimatedSeconds } }')} }`);
      await client.ask('{ generations(first: 100) { edges { node { id status queue { position } } } } }');
    },
  },
  {
    name: 'B 60 connections with 200 pipelined history queries, reset',
    neighbourDraws: true,
    prepare: aHistory,
    strike: async client => {
      await Promise.all(Array.from({ length: 60 }, () => pipeline(client, 200)));
    },
  },
  {
    name: 'B 40 AVIF aliases of a picture of 512 px',
    neighbourDraws: true,
    prepare: onePicture,
    strike: async client => {
      const images = Array.from(
        { length: 40 },
        (_, index) => `a${index}: image(format: AVIF, maxEdge: ${512 - (document++ % 300)}) { byteLength }`,
      );
      await client.ask(`query ($id: ID!) { generation(id: $id) { bestScale { ${images.join(' ')} } } }`, {
        id: picture,
      });
      // What does not go in one operation goes in many.
      await Promise.all(
        Array.from({ length: 40 }, () =>
          client.ask(
            `query ($id: ID!) { generation(id: $id) { bestScale { image(format: AVIF, maxEdge: ${512 - (document++ % 300)}) { byteLength } } } }`,
            { id: picture },
          ),
        ),
      );
    },
  },
];
