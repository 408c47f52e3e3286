import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Handler } from 'hono';
import { problem } from './problem.ts';

/** The response to a scrape. */
export interface MetricsPage {
  readonly contentType: string;
  /** Does not reject if a measured component is unavailable. */
  text(): Promise<string>;
}

/** Non-public networks: loopback, private, link-local and carrier-grade NAT. */
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

/** Serves metrics to callers in non-public networks. */
export function metricsRoute(page: MetricsPage): Handler<{ Bindings: HttpBindings }> {
  return async context => {
    if (!comesFromInside(context.env.incoming))
      return problem(403, 'Forbidden', 'Metrics are served to callers in private networks only.');
    return new Response(await page.text(), {
      headers: { 'content-type': page.contentType, 'cache-control': 'no-store' },
    });
  };
}

/** Forwarding headers of any proxy are considered, trusted or not: they can only deny access. */
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
