import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { Tally } from '../../fairness/tally.ts';
import { addressBlock } from './address-block.ts';
import type { PipelineBudget } from './pipeline-budget.ts';
import type { Proxies } from './proxies.ts';

export interface ConnectionLimits {
  /** Connections that are open at once, whatever is spoken over them. */
  readonly connections: number;
  /** Those of one address; proxies that are trusted have no such limit. */
  readonly connectionsPerAddress: number;
}

/** Closes connections as soon as they come when there are too many, or their address floods those it has. */
export function admitConnections(
  server: Server,
  limits: ConnectionLimits,
  pipelines: PipelineBudget,
  proxies: Proxies,
  logger: Logger,
): void {
  const open = new Tally();
  /** Connections by address over which nothing came yet. */
  const unheard = new Map<string, Set<Socket>>();
  let all = 0;
  // What they sent is waiting to be parsed: after this nobody can prevent it any more.
  pipelines.watch(address => {
    for (const socket of unheard.get(address) ?? []) socket.destroy();
  });
  const heard = (socket: Socket, address = addressBlock(socket.remoteAddress ?? 'unknown')) => {
    const sockets = unheard.get(address);
    sockets?.delete(socket);
    if (sockets?.size === 0) unheard.delete(address);
  };
  server.on('request', ({ socket }) => heard(socket));
  server.on('upgrade', (_request, socket: Socket) => heard(socket));
  server.on('connection', (socket: Socket) => {
    const peer = socket.remoteAddress ?? 'unknown';
    const address = addressBlock(peer);
    const tooMany =
      all >= limits.connections ||
      (!proxies.trusts(peer) &&
        (open.of(address) >= limits.connectionsPerAddress || pipelines.isSpent(address)));
    if (tooMany) {
      logger.debug({ address, open: open.of(address), all }, 'too many connections; closed one');
      return socket.destroy();
    }
    all++;
    open.add(address);
    if (!proxies.trusts(peer)) unheard.set(address, (unheard.get(address) ?? new Set()).add(socket));
    socket.once('close', () => {
      heard(socket, address);
      all--;
      open.remove(address);
    });
  });
}
