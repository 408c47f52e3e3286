import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { watch } from './operations.ts';
import { operationRequest, rawSocket, upgradeRequest } from './raw-socket.ts';
import { overWebSocket } from './transports.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({ allowedHosts: ['Studio.example', 'other.example:8080'] });
  const [{ id }] = await accept(server);
  for await (const _ of overWebSocket(server.url, watch, { id })) {
    // Until there is a picture to ask the address of.
  }
});
afterAll(() => server.close());

const pictureUrl = '{ newestGeneration { bestScale { image { url } } } }';

/** What comes back for a request with these headers. */
async function answer(request: string, to = server): Promise<string> {
  const client = await rawSocket(to.url);
  client.socket.write(request);
  const text = await client.until('\r\n\r\n');
  const whole = text.includes('ontent-') ? await client.until('}') : text;
  client.reset();
  return whole;
}

describe('a server that listens to this machine only', () => {
  it.each([
    'localhost',
    'localhost:4000',
    '127.0.0.1:1',
    '[::1]:4000',
    'studio.example',
    'STUDIO.example:99',
    'other.example:8080',
  ])('is asked under %s', async host => {
    expect(await answer(operationRequest('{ __typename }', [`Host: ${host}`]))).toContain(' 200 ');
  });

  it.each([
    'rebound.example',
    'localhost.rebound.example',
    '127.0.0.1.rebound.example',
    'other.example',
    '0.0.0.0:4000',
  ])('is not asked under %s, by HTTP or by WebSocket', async host => {
    const headers = [`Host: ${host}`, `Origin: http://${host}`];
    const refused = await answer(operationRequest(pictureUrl, headers));
    expect(refused).toContain(' 421 Misdirected Request');
    expect(refused).toContain('ALLOWED_HOSTS');
    expect(refused).not.toContain('/images/');
    expect(await answer(upgradeRequest('/graphql', headers))).toContain(' 421 ');
  });

  it('says that it lives under any name', async () => {
    expect(await answer('GET /health/live HTTP/1.1\r\nHost: 10.1.2.3:4000\r\n\r\n')).toContain(' 200 ');
  });

  it('does not trust forwarding headers from others', async () => {
    const headers = [
      'X-Forwarded-Host: rebound.example',
      'X-Forwarded-Proto: https',
      'X-Forwarded-For: 203.0.113.7',
    ];
    expect(await answer(operationRequest(pictureUrl, headers))).toContain('"http://localhost/images/');
  });
});

describe('a server behind a proxy that it trusts', () => {
  let behind: ApiServer;

  beforeAll(async () => {
    behind = await startApiServer({
      trustedProxies: ['127.0.0.0/8', '::1', '10.0.0.0/8'],
      allowedHosts: ['studio.example'],
    });
    const [{ id }] = await accept(behind);
    for await (const _ of overWebSocket(behind.url, watch, { id })) {
      // Until there is a picture to ask the address of.
    }
  });
  afterAll(() => behind.close());

  it('gives out the addresses that clients know', async () => {
    const headers = ['X-Forwarded-Host: studio.example', 'X-Forwarded-Proto: https'];
    expect(await answer(operationRequest(pictureUrl, headers), behind)).toContain(
      '"https://studio.example/images/',
    );
  });

  it('still rejects host names that are not allowed', async () => {
    const refused = await answer(operationRequest(pictureUrl, ['X-Forwarded-Host: rebound.example']), behind);
    expect(refused).toContain(' 421 ');
  });
});
