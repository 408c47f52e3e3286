import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import type { Attack } from './attacks.ts';
import type { HostileClient } from './client.ts';

/** Those who watch, and those who only seem to. */

const socketsOfACrowd = 10;
const watchersOfASocket = 100;

async function initialized(client: HostileClient): Promise<WebSocket> {
  const socket = client.webSocket();
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init' }));
  await once(socket, 'message');
  return socket;
}

async function watchedPicture(client: HostileClient, selection: string): Promise<void> {
  const [id = ''] = await client.pictures('{ class: { name: "fox" } }');
  const query = `subscription { generationProgress(id: "${id}", after: 0) { __typename ${selection} } }`;
  const sockets = await Promise.all(Array.from({ length: socketsOfACrowd }, () => initialized(client)));
  const ended = sockets.map(
    socket =>
      new Promise<void>(resolve => {
        let complete = 0;
        socket.on('message', message => {
          const text = String(message);
          if (!text.includes('"complete"') && !text.includes('"error"')) return;
          complete++;
          if (complete === watchersOfASocket) resolve();
        });
        socket.on('close', () => resolve());
      }),
  );
  for (const socket of sockets)
    for (let watcher = 0; watcher < watchersOfASocket; watcher++)
      socket.send(JSON.stringify({ id: String(watcher), type: 'subscribe', payload: { query } }));
  await Promise.all(ended);
  for (const socket of sockets) socket.terminate();
}

async function floodUnread(client: HostileClient): Promise<void> {
  const socket = await initialized(client);
  socket.pause();
  const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(1_000_000) } });
  const until = performance.now() + 9000;
  while (performance.now() < until && socket.readyState === socket.OPEN) {
    if (socket.bufferedAmount < 4_000_000) socket.send(ping);
    await delay(1);
  }
  socket.terminate();
}

export const watchers: readonly Attack[] = [
  {
    name: 'B 1000 watchers of one picture',
    neighbourDraws: true,
    strike: client => watchedPicture(client, ''),
  },
  {
    name: 'B 1000 watchers of one picture with scale { digest }',
    neighbourDraws: true,
    strike: client => watchedPicture(client, '... on ScaleFinished { scale { digest } }'),
  },
  {
    name: 'B 50 event streams with 150 aliases of scale',
    neighbourDraws: true,
    strike: async client => {
      const [id = ''] = await client.pictures('{ class: { name: "fox" } }');
      const fields = Array.from({ length: 150 }, (_, index) => `a${index}: scale { digest }`).join(' ');
      const query = `subscription { generationProgress(id: "${id}", after: 0) { ... on ScaleFinished { ${fields} } } }`;
      const path = `/graphql?query=${encodeURIComponent(query)}`;
      await Promise.all(
        Array.from({ length: 50 }, () => client.send(path, { headers: { accept: 'text/event-stream' } })),
      );
    },
  },
  { name: 'B pings of 1 MB from a client that never reads', neighbourDraws: true, strike: floodUnread },
];
