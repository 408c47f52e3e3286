import { hostOf, isLocalAddress, loopback } from './local-address.ts';

/**
 * Under which names this server is asked. A page of another site can make its own name lead to this machine (DNS
 * rebinding), and then it is the page's own server for the browser: only the name in `Host` gives it away.
 */
export class AllowedHosts {
  readonly #configured: ReadonlySet<string>;
  readonly #own: readonly string[];
  #allowed: ReadonlySet<string> | null = null;

  /**
   * @param configured hosts beyond the obvious ones, with or without a port; without one, every port is meant. `*`: any.
   * @param own hosts that the operator told for another reason; they are allowed, and say nothing about others.
   */
  constructor(configured: readonly string[], own: readonly string[]) {
    this.#configured = new Set(configured.map(host => host.toLowerCase()));
    this.#own = own.map(host => host.toLowerCase());
  }

  /**
   * Says where the server listens. Where strangers reach it anyway, any name is allowed unless some are configured:
   * only the operator knows what it is called there.
   */
  listensOn(address: string): void {
    if (this.#configured.has('*') || (!isLocalAddress(address) && this.#configured.size === 0)) return;
    this.#allowed = new Set([...loopback, hostOf(address), ...this.#own, ...this.#configured]);
  }

  /** @param host as in the header `Host`; null, which old programs send and no browser does, is allowed. */
  includes(host: string | null): boolean {
    if (this.#allowed === null || host === null) return true;
    const given = host.toLowerCase();
    return this.#allowed.has(given) || this.#allowed.has(given.replace(/:\d*$/, ''));
  }
}
