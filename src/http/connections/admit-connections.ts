import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { Tally } from '../../fairness/tally.ts';
import { addressBlock } from './address-block.ts';
import type { Proxies } from './proxies.ts';

export interface ConnectionLimits {
  /** Connections that are open at once, whatever is spoken over them. */
  readonly connections: number;
  /** Those of one address; proxies that are trusted have no such limit. */
  readonly connectionsPerAddress: number;
}

/** Closes connections that are too many as soon as they come. */
export function admitConnections(
  server: Server,
  limits: ConnectionLimits,
  proxies: Proxies,
  logger: Logger,
): void {
  const open = new Tally();
  let all = 0;
  server.on('connection', (socket: Socket) => {
    const peer = socket.remoteAddress ?? 'unknown';
    const address = addressBlock(peer);
    const tooMany =
      all >= limits.connections ||
      (!proxies.trusts(peer) && open.of(address) >= limits.connectionsPerAddress);
    if (tooMany) {
      logger.debug({ address, open: open.of(address), all }, 'a connection too many was closed');
      return socket.destroy();
    }
    all++;
    open.add(address);
    socket.once('close', () => {
      all--;
      open.remove(address);
    });
  });
}
