import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { z } from 'zod';
import { UploadedFile } from '../../images/intake/uploaded-file.ts';
import type { PaceLimits } from './pace.ts';
import { type BodyReading, badRequest, bodyTooLarge, limitedBody } from './read-body.ts';
import type { RequestBody } from './request-body.ts';

export interface MultipartLimits {
  /** Maximum size of the whole body including files, in bytes. */
  readonly uploadBytes: number;
  /** Maximum size of the part with the operation, in bytes. */
  readonly bodyBytes: number;
}

/** Limits for reading a multipart body. */
export interface MultipartReading extends MultipartLimits, PaceLimits, Pick<BodyReading, 'announce'> {
  /** Waits for room for this many bytes. */
  readonly reserve: (bytes: number) => Promise<unknown>;
}

/** Maximum number of files per request. */
const mostFiles = 8;

const operationSchema = z.looseObject({
  query: z.string(),
  variables: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform(variables => variables ?? {}),
});
const mapSchema = z.record(z.string(), z.array(z.string()));

interface Parts {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

/**
 * Reads an operation with files, following the GraphQL multipart request specification
 * (https://github.com/jaydenseric/graphql-multipart-request-spec). Each file replaces a null in the variables.
 * @throws GraphQLError with status 400, 408 or 413.
 */
export async function readMultipart(body: RequestBody, limits: MultipartReading): Promise<GraphQLParams> {
  const { fields, files } = await readParts(body, limits);
  const operation = parsePart(fields, 'operations', operationSchema);
  const map = parsePart(fields, 'map', mapSchema);
  for (const [name, paths] of Object.entries(map)) {
    const file = files.get(name);
    if (file === undefined)
      throw badRequest(`The map names a file ${JSON.stringify(name)} that was not sent.`);
    for (const path of paths) replaceNull(operation, path, file);
  }
  return operation;
}

async function readParts(body: RequestBody, limits: MultipartReading): Promise<Parts> {
  const fields = new Map<string, string>();
  const files = new Map<string, UploadedFile>();
  const parser = createParser(body, limits);
  parser.on('field', (name, value, _nameTruncated, truncated) => {
    if (truncated) parser.destroy(bodyTooLarge(limits.bodyBytes));
    else fields.set(name, value);
  });
  parser.on('file', (name, stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', (error: Error) => parser.destroy(error));
    stream.on('end', () => files.set(name, new UploadedFile(Buffer.concat(chunks))));
  });
  parser.on('partsLimit', () =>
    parser.destroy(badRequest(`At most ${mostFiles} files may be sent per request.`)),
  );
  try {
    await pipeline(Readable.from(limitedBody(body, { ...limits, limit: limits.uploadBytes })), parser);
  } catch (error) {
    throw unreadable(error);
  }
  return { fields, files };
}

function createParser({ contentType }: RequestBody, limits: MultipartLimits): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // File names are ignored, and some clients send none.
      isPartAFile: name => name !== 'operations' && name !== 'map',
      limits: { fieldSize: limits.bodyBytes, parts: mostFiles + 2, headerPairs: 20, headerSize: 8192 },
    });
  } catch (error) {
    throw unreadable(error);
  }
}

/** Wraps errors of the parser; our own errors are returned unchanged. */
function unreadable(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return badRequest(`The multipart body cannot be read: ${reason}`);
}

function parsePart<T>(fields: ReadonlyMap<string, string>, name: string, schema: z.ZodType<T>): T {
  const text = fields.get(name);
  if (text === undefined) throw badRequest(`The multipart body has no part "${name}".`);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw badRequest(
    `The part "${name}" must be JSON as defined by the GraphQL multipart request specification.`,
  );
}

/** `undefined`, which no schema accepts, for a text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param path such as `variables.input.source.upload`; numbers are list indices. */
function replaceNull(operation: object, path: string, file: UploadedFile): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place: unknown = keys[0] === 'variables' ? operation : undefined;
  for (const key of keys) place = valueAt(place, key);
  if (typeof place !== 'object' || place === null || valueAt(place, last) !== null)
    throw badRequest(`The map names ${JSON.stringify(path)}, which is not a null in the variables.`);
  Reflect.set(place, last, file);
}

function valueAt(place: unknown, key: string): unknown {
  if (typeof place !== 'object' || place === null || !Object.hasOwn(place, key)) return undefined;
  return Reflect.get(place, key);
}
