import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptedEncoding, type Encoding } from '../accepted-encoding.ts';
import { matchesEntityTag } from '../entity-tag.ts';
import { prefersPage } from '../prefers-page.ts';

/**
 * Compression level at which 9 MB take a quarter of a second; higher levels take many times as long for a few per cent.
 */
const brotliQuality = 5;

const compress = {
  br: (html: Buffer) =>
    promisify(brotliCompress)(html, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (html: Buffer) => promisify(gzip)(html),
} satisfies Record<Encoding, (html: Buffer) => Promise<Buffer>>;

/** GraphiQL moves a focused tab away from the pointer, so that the first click on it is lost. */
const tabsThatStayInPlace = '<style>.graphiql-tab { transform: none !important; }</style>';

interface Page {
  readonly entityTag: string;
  readonly html: Buffer;
}

/**
 * GraphiQL as a single self-contained page of 9 MB. Page and compressed versions are created on first use and then
 * served from memory.
 */
export class GraphiqlPage {
  readonly #tabs: readonly string[];
  readonly #endpoint: string;
  #page: Promise<Page> | null = null;
  readonly #compressed = new Map<Encoding, Promise<Buffer>>();

  /** @param tabs operations of the initial tabs. */
  constructor(tabs: readonly string[], endpoint: string) {
    this.#tabs = tabs;
    this.#endpoint = endpoint;
  }

  async respond(request: Request): Promise<Response> {
    this.#page ??= renderPage(this.#tabs, this.#endpoint);
    const page = await this.#page;
    const headers = {
      etag: page.entityTag,
      'cache-control': 'no-cache',
      vary: 'accept, accept-encoding',
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "frame-ancestors 'none'",
    };
    if (matchesEntityTag(request.headers.get('if-none-match') ?? undefined, page.entityTag)) {
      return new Response(null, { status: 304, headers });
    }
    const encoding = acceptedEncoding(request.headers.get('accept-encoding') ?? '');
    if (encoding === null) return new Response(new Uint8Array(page.html), { headers });
    const body = await this.#encoded(page, encoding);
    return new Response(new Uint8Array(body), { headers: { ...headers, 'content-encoding': encoding } });
  }

  #encoded(page: Page, encoding: Encoding): Promise<Buffer> {
    const compressed = this.#compressed.get(encoding) ?? compress[encoding](page.html);
    this.#compressed.set(encoding, compressed);
    return compressed;
  }
}

/** Whether a browser requests a page rather than a program data. */
export function wantsPage(request: Request): boolean {
  return request.method === 'GET' && prefersPage(request.headers.get('accept'));
}

async function renderPage(tabs: readonly string[], endpoint: string): Promise<Page> {
  // Loaded on demand: the module contains the whole page as a string.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'FlexVAR GraphiQL',
    endpoint,
    subscriptionsProtocol: 'WS',
    defaultTabs: tabs.map(query => ({ query })),
    defaultEditorToolsVisibility: false,
  }).replace('</head>', `${tabsThatStayInPlace}</head>`);
  const hash = createHash('sha256').update(html).digest('base64url');
  return { entityTag: `"${hash}"`, html: Buffer.from(html) };
}
