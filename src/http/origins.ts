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

  /** The same for a request that no preflight protects: programs send no origin, own pages that of the server. */
  permits(request: {
    readonly origin: string | undefined;
    readonly ownBaseUrls: readonly string[];
  }): boolean {
    const { origin } = request;
    if (origin === undefined) return true;
    return this.includes(origin) || request.ownBaseUrls.some(base => originOf(base) === origin);
  }
}

function originOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).origin : null;
}
