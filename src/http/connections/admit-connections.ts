import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from 'pino';
import { Tally } from '../../fairness/tally.ts';
import { addressBlock } from './address-block.ts';
import type { PipelineBudget } from './pipeline-budget.ts';
import type { Proxies } from './proxies.ts';

export interface ConnectionLimits {
  /** Maximum open connections, whatever their protocol. */
  readonly connections: number;
  /** Maximum per address; trusted proxies are exempt. */
  readonly connectionsPerAddress: number;
}

/** Closes new connections at once if there are too many, or if their address is flooding existing ones. */
export function admitConnections(
  server: Server,
  limits: ConnectionLimits,
  pipelines: PipelineBudget,
  proxies: Proxies,
  logger: Logger,
): void {
  const open = new Tally();
  /** Connections that have not sent anything yet, by address. */
  const unheard = new Map<string, Set<Socket>>();
  let all = 0;
  // Their data is waiting to be parsed, and this is the last chance to prevent it.
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
