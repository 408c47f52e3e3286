import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Handler } from 'hono';
import { problem } from './problem.ts';

/** What a scraper reads. */
export interface MetricsPage {
  readonly contentType: string;
  /** Never rejects because something that is measured is away. */
  text(): Promise<string>;
}

/** Networks that are reached from inside only: loopback, private, link-local, and what carriers and clusters share out. */
const inside = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  inside.addSubnet(network, bits, 'ipv4');
inside.addAddress('::1', 'ipv6');
inside.addSubnet('fc00::', 7, 'ipv6');
inside.addSubnet('fe80::', 10, 'ipv6');

/** The figures, for whoever asks from inside. How busy a server is concerns those who run it. */
export function metricsRoute(page: MetricsPage): Handler<{ Bindings: HttpBindings }> {
  return async context => {
    if (!comesFromInside(context.env.incoming))
      return problem(403, 'Not from outside', 'Metrics are for callers in the same network.');
    return new Response(await page.text(), {
      headers: { 'content-type': page.contentType, 'cache-control': 'no-store' },
    });
  };
}

/** A proxy says whom it speaks for, and can only make it worse: whether it is believed otherwise does not matter. */
function comesFromInside({ socket, headers }: IncomingMessage): boolean {
  const spokenFor = String(headers['x-forwarded-for'] ?? '').split(',');
  const hops = spokenFor.map(hop => hop.trim()).filter(hop => hop !== '');
  if (headers.forwarded !== undefined) return false;
  return [socket.remoteAddress ?? '', ...hops].every(isInside);
}

function isInside(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const family = isIP(plain);
  return family !== 0 && inside.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}
