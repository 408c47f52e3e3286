import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Attack } from './attacks.ts';
import type { HostileClient } from './client.ts';

/** What ended the process: each is one packet or one request. */

const handshake = [
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
];

async function upgrade(client: HostileClient, target: string, ...headers: string[]): Promise<void> {
  const socket = client.socket();
  socket.write(`GET ${target} HTTP/1.1\r\n${[...handshake, ...headers].join('\r\n')}\r\n\r\n`);
  socket.resume();
  const closed = once(socket, 'close').catch(() => {});
  await Promise.race([closed, delay(100)]);
  socket.destroy();
}

async function refusedThenReset(client: HostileClient): Promise<void> {
  const socket = client.socket();
  const closed = once(socket, 'close').catch(() => {});
  await Promise.race([once(socket, 'connect').catch(() => {}), closed]);
  socket.write(`GET /nothing HTTP/1.1\r\n${handshake.join('\r\n')}\r\n\r\n`);
  socket.resetAndDestroy();
  await closed;
}

export const endings: readonly Attack[] = [
  {
    name: 'A1 upgrades to // and other targets that are none',
    neighbourDraws: true,
    strike: async client => {
      for (const target of ['//', '//[', 'http://[', '/\\', '*', '?', `/${'x'.repeat(8000)}`])
        await upgrade(client, target);
      await upgrade(client, '/graphql', 'Origin: http://[');
    },
  },
  {
    name: 'A2 500 refused upgrades, reset at once',
    neighbourDraws: true,
    strike: async client => {
      for (let round = 0; round < 500; round++) await refusedThenReset(client);
    },
  },
];
