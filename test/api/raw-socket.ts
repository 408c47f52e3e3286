import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A connection on which anything can be said. */
export interface RawSocket {
  readonly socket: Socket;
  /** Everything that came so far. */
  readonly received: string;
  /** Waits until what came contains a text, or the server closes. @returns everything that came. */
  until(text: string): Promise<string>;
  /** Waits for the server to close. @returns everything that came. */
  end(): Promise<string>;
  /** Leaves without a word. */
  reset(): void;
}

export async function rawSocket(url: string): Promise<RawSocket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  let received = '';
  const wake = new Set<() => void>();
  const changed = () => new Promise<void>(resolve => wake.add(resolve));
  const wakeAll = () => {
    for (const resolve of wake) resolve();
    wake.clear();
  };
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => {
    received += text;
    wakeAll();
  });
  // A reset by the server is an end like any other.
  socket.on('error', () => {});
  socket.on('close', wakeAll);
  await once(socket, 'connect');
  const until = async (text: string) => {
    while (!received.includes(text) && !socket.closed) await changed();
    return received;
  };
  return {
    socket,
    get received() {
      return received;
    },
    until,
    async end() {
      while (!socket.closed) await changed();
      return received;
    },
    reset: () => void socket.resetAndDestroy(),
  };
}

/** The head of a request for a WebSocket. */
export function upgradeRequest(target: string, headers: readonly string[] = []): string {
  return head('GET', target, [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    ...headers,
  ]);
}

/** A whole request with an operation. */
export function operationRequest(query: string, headers: readonly string[] = []): string {
  const body = JSON.stringify({ query });
  return (
    head('POST', '/graphql', [
      `Content-Length: ${body.length}`,
      'Content-Type: application/json',
      ...headers,
    ]) + body
  );
}

export function head(method: string, target: string, headers: readonly string[]): string {
  const host = headers.some(header => header.startsWith('Host:')) ? [] : ['Host: localhost'];
  return [`${method} ${target} HTTP/1.1`, ...host, ...headers, '', ''].join('\r\n');
}
