import { Readable } from 'node:stream';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readMultipart } from '../../src/http/bodies/read-multipart.ts';
import type { RequestBody } from '../../src/http/bodies/request-body.ts';
import { UploadedFile } from '../../src/images/intake/uploaded-file.ts';

const limits = {
  uploadBytes: 100_000,
  bodyBytes: 10_000,
  bodyIdleTimeout: 60_000,
  slowestBody: 1,
  reserve: async () => {},
};
const query = 'mutation ($input: Input!) { edit(input: $input) { id } }';

type Part = readonly [name: string, content: string | Uint8Array<ArrayBuffer>];

async function form(...parts: readonly Part[]): Promise<RequestBody> {
  const body = new FormData();
  for (const [name, content] of parts)
    body.append(name, typeof content === 'string' ? content : new Blob([content]));
  const received = new Response(body);
  const type = received.headers.get('content-type') ?? '';
  return raw(await received.arrayBuffer(), type);
}

function operations(variables: unknown): Part {
  return ['operations', JSON.stringify({ query, variables })];
}

function map(entries: Record<string, unknown>): Part {
  return ['map', JSON.stringify(entries)];
}

/** A body written by hand. */
function raw(body: string | ArrayBuffer, contentType = 'multipart/form-data; boundary=b'): RequestBody {
  const chunks = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  return { contentType, announced: undefined, chunks: Readable.from([chunks])[Symbol.asyncIterator]() };
}

async function refusal(request: RequestBody): Promise<GraphQLError> {
  try {
    await readMultipart(request, limits);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
  throw new Error('The request was read.');
}

describe('files of a multipart request', () => {
  it('take the places of the nulls that the map names', async () => {
    const image = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256);
    const mask = new TextEncoder().encode('--boundary\r\n--\r\n');
    const variables = { input: { source: { upload: null }, masks: [null, { upload: null }], seed: 7 } };
    const params = await readMultipart(
      await form(
        operations(variables),
        map({
          0: ['variables.input.source.upload'],
          m: ['variables.input.masks.0', 'variables.input.masks.1.upload'],
        }),
        ['0', image],
        ['m', mask],
      ),
      limits,
    );
    expect(params.query).toBe(query);
    expect(params.variables).toEqual({
      input: {
        source: { upload: new UploadedFile(Buffer.from(image)) },
        masks: [new UploadedFile(Buffer.from(mask)), { upload: new UploadedFile(Buffer.from(mask)) }],
        seed: 7,
      },
    });
  });

  it('may come before the operation, be empty, have any name, and be more than are needed', async () => {
    const params = await readMultipart(
      await form(
        ['../../etc/passwd', new Uint8Array()],
        ['spare', new Uint8Array(5)],
        map({ '../../etc/passwd': ['variables.file'] }),
        operations({ file: null }),
      ),
      limits,
    );
    expect(params.variables).toEqual({ file: new UploadedFile(Buffer.alloc(0)) });
  });

  it('need not be there: an operation may come alone', async () => {
    expect(await readMultipart(await form(operations(undefined), map({})), limits)).toMatchObject({
      query,
      variables: {},
    });
  });
});

describe('a multipart request is refused with what is wrong', () => {
  it.each<[string, readonly Part[]]>([
    ['has no part "operations"', [map({})]],
    ['has no part "map"', [operations({})]],
    ['"operations" must be JSON', [['operations', '{'], map({})]],
    ['"operations" must be JSON', [['operations', JSON.stringify([{ query }])], map({})]],
    ['"map" must be JSON', [operations({}), ['map', 'null']]],
    ['"map" must be JSON', [operations({}), map({ 0: 'variables.file' })]],
    ['a file "0" that was not sent', [operations({ file: null }), map({ 0: ['variables.file'] })]],
    [
      '"variables.other", which is not a null',
      [operations({ file: null }), map({ 0: ['variables.other'] }), ['0', 'x']],
    ],
    [
      '"variables.file", which is not a null',
      [operations({ file: 'x' }), map({ 0: ['variables.file'] }), ['0', 'x']],
    ],
    ['"query", which is not a null', [operations({}), map({ 0: ['query'] }), ['0', 'x']]],
    [
      '"variables.__proto__.polluted", which is not a null',
      [operations({}), map({ 0: ['variables.__proto__.polluted'] }), ['0', 'x']],
    ],
    [
      '"variables.list.length", which is not a null',
      [operations({ list: [] }), map({ 0: ['variables.list.length'] }), ['0', 'x']],
    ],
  ])('%s', async (message, parts) => {
    const error = await refusal(await form(...parts));
    expect(error.message).toContain(message);
    expect(error.extensions).toMatchObject({ code: 'BAD_REQUEST', http: { status: 400 } });
  });

  it('too many files', async () => {
    const files = Array.from({ length: 9 }, (_, index): Part => [String(index), new Uint8Array(1)]);
    expect((await refusal(await form(operations({}), map({}), ...files))).message).toContain(
      'At most 8 files',
    );
  });

  it.each([
    ['cut short', raw('--b\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{')],
    ['cut short in a file', raw('--b\r\nContent-Disposition: form-data; name="0"; filename="x"\r\n\r\nabc')],
    ['empty', raw('')],
    ['not multipart at all', raw('hello')],
    ['without a boundary', raw('--b--', 'multipart/form-data')],
  ])('%s', async (_, request) => {
    expect((await refusal(request)).extensions).toMatchObject({ code: 'BAD_REQUEST', http: { status: 400 } });
  });

  it.each<[string, number, readonly Part[]]>([
    ['an operation that is too long', 10_000, [operations({ text: 'x'.repeat(11_000) }), map({})]],
    [
      'files that are too large together',
      100_000,
      [operations({}), map({}), ['0', new Uint8Array(60_000)], ['1', new Uint8Array(60_000)]],
    ],
  ])('%s', async (_, limit, parts) => {
    expect((await refusal(await form(...parts))).extensions).toEqual({
      code: 'REQUEST_ENTITY_TOO_LARGE',
      limit,
      http: { status: 413 },
    });
  });
});
