import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressBlock } from '../../src/http/connections/address-block.ts';
import { Proxies } from '../../src/http/connections/proxies.ts';

describe('the client of a request', () => {
  let seen: IncomingMessage;
  const server = createServer((incoming, response) => {
    seen = incoming;
    response.end();
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  async function addressOf(forwarded: string | undefined, trusted: readonly string[]): Promise<string> {
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
    const sent = request({ host: '127.0.0.1', port, headers }).end();
    const [response] = await once(sent, 'response');
    response.resume();
    return new Proxies(trusted).senderOf(seen).address;
  }

  it.each<[string, string | undefined, readonly string[], string]>([
    ['is who connects', undefined, [], '127.0.0.1'],
    ['is not who it says', '203.0.113.7', [], '127.0.0.1'],
    ['is whom a trusted proxy heard', '203.0.113.7', ['127.0.0.1'], '203.0.113.7'],
    ['is not whom the client made up before', '198.51.100.1, 203.0.113.7', ['127.0.0.1'], '203.0.113.7'],
    [
      'is found behind several proxies',
      '203.0.113.7, 10.1.2.3',
      ['127.0.0.0/8', '10.0.0.0/8'],
      '203.0.113.7',
    ],
    ['is the first proxy when that asks itself', '10.1.2.3', ['127.0.0.0/8', '10.0.0.0/8'], '10.1.2.3'],
    ['is who connects when the proxy says nothing', undefined, ['127.0.0.1'], '127.0.0.1'],
  ])('%s', async (_case, forwarded, trusted, address) => {
    expect(await addressOf(forwarded, trusted)).toBe(address);
  });
});

describe('what counts as one sender', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:db8::6', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s is %s', (address, block) => {
    expect(addressBlock(address)).toBe(block);
  });
});
