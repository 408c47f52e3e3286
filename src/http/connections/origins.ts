/** Which pages of other origins may use the API from a browser. */
export class Origins {
  readonly #allowed: ReadonlySet<string>;

  /** @param allowed origins such as `https://app.example.com`; `*` allows every one. */
  constructor(allowed: readonly string[]) {
    this.#allowed = new Set(allowed);
  }

  /** Whether the operator allowed this origin. */
  includes(origin: string): boolean {
    return this.#allowed.has('*') || this.#allowed.has(origin);
  }

  /**
   * Whether to answer a request that no preflight protects.
   * @param origin of the page that sends it; programs send none.
   * @param ownHosts under which this server's own pages are reached, such as `localhost:4000`. (Not the scheme: a proxy
   *   that speaks HTTPS to the browser may speak HTTP to this server.)
   */
  permits(origin: string | undefined, ownHosts: readonly string[]): boolean {
    if (origin === undefined || this.includes(origin)) return true;
    return URL.canParse(origin) && ownHosts.includes(new URL(origin).host);
  }
}
