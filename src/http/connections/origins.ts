/** Decides which cross-origin pages may use the API. */
export class Origins {
  readonly #allowed: ReadonlySet<string>;

  /** @param allowed origins such as `https://app.example.com`; `*` allows all. */
  constructor(allowed: readonly string[]) {
    this.#allowed = new Set(allowed);
  }

  /** Whether the operator allows this origin. */
  includes(origin: string): boolean {
    return this.#allowed.has('*') || this.#allowed.has(origin);
  }

  /**
   * Whether to accept a request that is not protected by a preflight.
   * @param origin of the sending page; programs send none.
   * @param ownHosts hosts of this server's own pages, such as `localhost:4000`. (The scheme is ignored, because a proxy
   *   may speak HTTPS to the browser and HTTP to this server.)
   */
  permits(origin: string | undefined, ownHosts: readonly string[]): boolean {
    if (origin === undefined || this.includes(origin)) return true;
    return URL.canParse(origin) && ownHosts.includes(new URL(origin).host);
  }
}
