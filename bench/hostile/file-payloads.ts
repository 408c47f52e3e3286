import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { crc32, deflateSync } from 'node:zlib';
import type { Attack } from './attacks.ts';
import type { HostileClient } from './client.ts';

/** Files that are small and cost much, and bodies that never end. */

const refine = `mutation ($source: File) {
  refineImage(input: { source: { upload: $source }, class: { name: "fox" } }) { __typename ... on Error { message } }
}`;

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A grey PNG, all black. */
function png(width: number, height: number, ...before: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * height), { level: 9 });
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const thin = () => png(1, 49_000_000);
const bomb = () => {
  const text = chunk(
    'zTXt',
    Buffer.concat([Buffer.from('a\0\0', 'latin1'), deflateSync(Buffer.alloc(8_000_000))]),
  );
  return png(64, 64, ...Array.from({ length: 200 }, () => text));
};

async function heldOpen(client: HostileClient): Promise<Socket> {
  const socket = client.socket();
  await once(socket, 'connect');
  const length = 31_000_000;
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: localhost\r\nGraphQL-Require-Preflight: 1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n` +
      '--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--x\r\nContent-Disposition: form-data; name="0"; filename="a"\r\n\r\n',
  );
  socket.write(Buffer.alloc(length - 1000));
  return socket;
}

export const filePayloads: readonly Attack[] = [
  {
    name: 'B four PNGs of 1 x 49 000 000',
    neighbourDraws: true,
    strike: async client => {
      await Promise.all(Array.from({ length: 4 }, () => client.upload(refine, thin())));
    },
  },
  {
    name: 'B 20 PNGs of 200 compressed texts of 8 MB',
    neighbourDraws: true,
    strike: async client => {
      const file = bomb();
      await Promise.all(Array.from({ length: 20 }, () => client.upload(refine, file)));
    },
  },
  {
    name: 'B 40 uploads of 31 MB held open',
    neighbourDraws: true,
    strike: async client => {
      const sockets = await Promise.all(Array.from({ length: 40 }, () => heldOpen(client)));
      await delay(9000);
      for (const socket of sockets) socket.destroy();
    },
  },
];
