import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { addressBlock } from './address-block.ts';

/** Origin and target of a request, as far as they can be trusted. */
export interface Sender {
  /** Address of the client itself; see `addressBlock`. */
  readonly address: string;
  /** The requested host and port; null if not given. */
  readonly host: string | null;
  readonly scheme: 'http' | 'https';
}

/** The proxies whose `X-Forwarded-...` headers are trusted. Anyone can send these headers. */
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
    // Each proxy appends its peer's address; the last one that is not a trusted proxy is the client.
    const way = [...list(headers['x-forwarded-for']), peer];
    const address = way.findLast(hop => !this.trusts(hop)) ?? way[0] ?? peer;
    return {
      address: addressBlock(address),
      host: list(headers['x-forwarded-host']).at(-1) ?? headers.host ?? null,
      scheme: list(headers['x-forwarded-proto']).at(-1) === 'https' ? 'https' : 'http',
    };
  }

  /** @param address in Node's format. */
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
