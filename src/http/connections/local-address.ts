import { isIP } from 'node:net';

/** Names of this machine, as the header `Host` has them. */
export const loopback = ['localhost', '127.0.0.1', '[::1]'];

/** An address or name to listen on, as the header `Host` has it. */
export function hostOf(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address.toLowerCase();
}

/** Whether only this machine reaches what listens on an address. */
export function isLocalAddress(address: string): boolean {
  const host = hostOf(address);
  return loopback.includes(host) || /^127\.[\d.]+$/.test(host);
}
