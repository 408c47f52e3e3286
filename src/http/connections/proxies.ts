import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { addressBlock } from './address-block.ts';

/** Where a request comes from and what it was sent to, as far as it can be believed. */
export interface Sender {
  /** Of the client itself; see `addressBlock`. */
  readonly address: string;
  /** The host and port it asked for; null when it did not say. */
  readonly host: string | null;
  readonly scheme: 'http' | 'https';
}

/** The proxies whose `X-Forwarded-...` headers are believed. Anybody can send these headers. */
export class Proxies {
  readonly #trusted = new BlockList();

  /** @param trusted addresses such as `10.0.0.1` and networks such as `10.0.0.0/8` or `fd00::/8`. */
  constructor(trusted: readonly string[]) {
    for (const entry of trusted) {
      const [address = '', bits] = entry.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.#trusted.addAddress(address, family);
      else this.#trusted.addSubnet(address, Number(bits), family);
    }
  }

  senderOf({ socket, headers }: IncomingMessage): Sender {
    const peer = socket.remoteAddress ?? 'unknown';
    if (!this.trusts(peer))
      return { address: addressBlock(peer), host: headers.host ?? null, scheme: 'http' };
    // Each proxy adds whom it heard from at the end: the last one that is no proxy of ours is the client.
    const way = [...list(headers['x-forwarded-for']), peer];
    const address = way.findLast(hop => !this.trusts(hop)) ?? way[0] ?? peer;
    return {
      address: addressBlock(address),
      host: list(headers['x-forwarded-host']).at(-1) ?? headers.host ?? null,
      scheme: list(headers['x-forwarded-proto']).at(-1) === 'https' ? 'https' : 'http',
    };
  }

  /** @param address as Node gives it. */
  trusts(address: string): boolean {
    const mapped = address.replace(/^::ffff:(?=\d+\.)/i, '');
    const family = isIP(mapped);
    return family !== 0 && this.#trusted.check(mapped, family === 6 ? 'ipv6' : 'ipv4');
  }
}

function list(header: string | string[] | undefined): string[] {
  return String(header ?? '')
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '');
}
