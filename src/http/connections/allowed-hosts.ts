import { hostOf, isLocalAddress, loopback } from './local-address.ts';

/**
 * The host names this server answers to. A page of another site can point its own name to this machine (DNS rebinding);
 * for the browser this is then the page's own server, and only the `Host` header reveals it.
 */
export class AllowedHosts {
  readonly #configured: ReadonlySet<string>;
  readonly #own: readonly string[];
  #allowed: ReadonlySet<string> | null = null;

  /**
   * @param configured additional hosts, with or without a port; without one, any port matches. `*` matches any host.
   * @param own hosts known from other settings; they are allowed, without restricting others.
   */
  constructor(configured: readonly string[], own: readonly string[]) {
    this.#configured = new Set(configured.map(host => host.toLowerCase()));
    this.#own = own.map(host => host.toLowerCase());
  }

  /**
   * Sets the listening address. If other machines can reach it, any name is allowed unless some are configured, because
   * only the operator knows its public names.
   */
  listensOn(address: string): void {
    if (this.#configured.has('*') || (!isLocalAddress(address) && this.#configured.size === 0)) return;
    this.#allowed = new Set([...loopback, hostOf(address), ...this.#own, ...this.#configured]);
  }

  /** @param host the `Host` header; null is allowed, since only old programs, never browsers, omit it. */
  includes(host: string | null): boolean {
    if (this.#allowed === null || host === null) return true;
    const given = host.toLowerCase();
    return this.#allowed.has(given) || this.#allowed.has(given.replace(/:\d*$/, ''));
  }
}
