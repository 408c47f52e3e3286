import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { matchesEntityTag } from './entity-tag.ts';

/**
 * GraphiQL moves a tab when it gets the focus, away from under the pointer, so that the first click on it is lost.
 */
const tabsThatStayInPlace = '<style>.graphiql-tab { transform: none !important; }</style>';

interface CompressedPage {
  readonly entityTag: string;
  readonly html: Buffer;
  readonly gzip: Buffer;
  readonly br: Buffer;
}

/** Compression of 9 MB that takes a quarter of a second; higher levels take many times that for a few per cent. */
const brotliQuality = 5;

/** GraphiQL as one page that loads nothing from elsewhere: 9 MB, so it is compressed once and served from memory. */
export class GraphiqlPage {
  readonly #page: Promise<CompressedPage>;

  /** @param tabs the operations of the tabs that a new visitor sees. */
  constructor(tabs: readonly string[], endpoint: string) {
    this.#page = compressPage(tabs, endpoint);
    // Whoever asks for the page is told; nobody may ask.
    this.#page.catch(() => {});
  }

  async respond(request: Request): Promise<Response> {
    const page = await this.#page;
    const headers = {
      etag: page.entityTag,
      'cache-control': 'no-cache',
      vary: 'accept, accept-encoding',
      'content-type': 'text/html; charset=utf-8',
    };
    if (matchesEntityTag(request.headers.get('if-none-match') ?? undefined, page.entityTag)) {
      return new Response(null, { status: 304, headers });
    }
    const encoding = acceptedEncoding(request.headers.get('accept-encoding') ?? '');
    if (encoding === null) return new Response(new Uint8Array(page.html), { headers });
    return new Response(new Uint8Array(page[encoding]), {
      headers: { ...headers, 'content-encoding': encoding },
    });
  }
}

/** Whether a browser asks for a page, not a program for data. */
export function wantsPage(request: Request): boolean {
  return request.method === 'GET' && (request.headers.get('accept') ?? '').includes('text/html');
}

async function compressPage(tabs: readonly string[], endpoint: string): Promise<CompressedPage> {
  const html = Buffer.from(
    renderGraphiQL({
      title: 'FlexVAR GraphiQL',
      endpoint,
      subscriptionsProtocol: 'WS',
      defaultTabs: tabs.map(query => ({ query })),
      defaultEditorToolsVisibility: false,
    }).replace('</head>', `${tabsThatStayInPlace}</head>`),
  );
  const [gzipped, br] = await Promise.all([
    promisify(gzip)(html),
    promisify(brotliCompress)(html, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  ]);
  const hash = createHash('sha256').update(html).digest('base64url');
  return { entityTag: `"${hash}"`, html, gzip: gzipped, br };
}

function acceptedEncoding(header: string): 'br' | 'gzip' | null {
  const accepted = header.split(',').flatMap(entry => {
    const [name = '', weight] = entry.trim().split(/\s*;\s*q=/);
    return Number(weight ?? 1) > 0 ? [name.toLowerCase()] : [];
  });
  return (['br', 'gzip'] as const).find(encoding => accepted.includes(encoding)) ?? null;
}
