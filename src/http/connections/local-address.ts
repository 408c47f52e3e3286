import { isIP } from 'node:net';

/** Names of this machine in `Host` headers. */
export const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** A listening address or name in the form of a `Host` header. */
export function hostOf(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address.toLowerCase();
}

/** Whether an address is reachable only from this machine. */
export function isLocalAddress(address: string): boolean {
  const host = hostOf(address);
  return loopback.includes(host) || /^127\.[\d.]+$/.test(host);
}
