import type { Server } from 'node:http';

/** Starts accepting connections. @returns the address, such as `http://localhost:4000`. */
export function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      const actualPort = typeof address === 'object' && address !== null ? address.port : port;
      resolve(`http://${hostInAddress(host)}:${actualPort}`);
    });
  });
}

/** The host in a form that a browser on this machine can open. */
function hostInAddress(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
