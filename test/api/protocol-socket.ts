import { once } from 'node:events';
import { WebSocket } from 'ws';
import { webSocketUrl } from './transports.ts';

export interface Message {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

/** A socket that speaks the protocol by hand, with every message it received. */
export interface ProtocolSocket {
  readonly socket: WebSocket;
  /** All that came, in order. */
  readonly inbox: readonly Message[];
  send(message: object): void;
  /** Asks for an operation. */
  subscribe(id: string, query: string): void;
  /** Waits for a message, which may have come already. */
  receive(wanted: (message: Message) => boolean): Promise<Message>;
}

export async function connectSocket(
  url: string,
  headers: Record<string, string> = {},
): Promise<ProtocolSocket> {
  const socket = new WebSocket(webSocketUrl(url), 'graphql-transport-ws', { headers });
  const inbox: Message[] = [];
  const wake = new Set<() => void>();
  socket.on('message', data => {
    inbox.push(JSON.parse(String(data)));
    for (const look of wake) look();
  });
  await once(socket, 'open');
  const send = (message: object) => socket.send(JSON.stringify(message));
  return {
    socket,
    inbox,
    send,
    subscribe: (id, query) => send({ id, type: 'subscribe', payload: { query } }),
    receive: wanted =>
      new Promise(resolve => {
        const look = () => {
          const found = inbox.find(wanted);
          if (!found) return;
          wake.delete(look);
          resolve(found);
        };
        wake.add(look);
        look();
      }),
  };
}

export async function initializedSocket(url: string): Promise<ProtocolSocket> {
  const connection = await connectSocket(url);
  connection.send({ type: 'connection_init' });
  await connection.receive(({ type }) => type === 'connection_ack');
  return connection;
}
