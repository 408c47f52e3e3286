import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptedEncoding, type Encoding } from '../accepted-encoding.ts';
import { matchesEntityTag } from '../entity-tag.ts';
import { prefersPage } from '../prefers-page.ts';

/** Compression of 9 MB that takes a quarter of a second; higher levels take many times that for a few per cent. */
const brotliQuality = 5;

const compress = {
  br: (html: Buffer) =>
    promisify(brotliCompress)(html, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (html: Buffer) => promisify(gzip)(html),
} satisfies Record<Encoding, (html: Buffer) => Promise<Buffer>>;

/**
 * GraphiQL moves a tab when it gets the focus, away from under the pointer, so that the first click on it is lost.
 */
const tabsThatStayInPlace = '<style>.graphiql-tab { transform: none !important; }</style>';

interface Page {
  readonly entityTag: string;
  readonly html: Buffer;
}

/**
 * GraphiQL as one page that loads nothing from elsewhere: 9 MB. It is put together when first asked for, each
 * compression of it is made once, and both are served from memory then.
 */
export class GraphiqlPage {
  readonly #tabs: readonly string[];
  readonly #endpoint: string;
  #page: Promise<Page> | null = null;
  readonly #compressed = new Map<Encoding, Promise<Buffer>>();

  /** @param tabs the operations of the tabs that a new visitor sees. */
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

/** Whether a browser asks for a page, not a program for data. */
export function wantsPage(request: Request): boolean {
  return request.method === 'GET' && prefersPage(request.headers.get('accept'));
}

async function renderPage(tabs: readonly string[], endpoint: string): Promise<Page> {
  // Loaded when needed: the module is the whole page as a string.
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
