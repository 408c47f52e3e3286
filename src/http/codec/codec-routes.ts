import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ownWork } from '../../fairness/client.ts';
import { FairQueue } from '../../fairness/fair-queue.ts';
import { decodedResponse, gridOfPath, tokensOfBody } from '../../fleet/decode-protocol.ts';
import type { Codecs } from '../../inference/codec/codec.ts';
import type { ModelDigest } from '../../inference/packs/pack-digest.ts';
import { problem } from '../problem.ts';

export interface CodecRoutesOptions {
  readonly codecs: Codecs;
  /** The secret that authenticates other processes on the same database. */
  readonly secret: string;
}

/** Larger than the tokens of any grid, in bytes. */
const tokensLimit = 2 ** 17;

/** Decodes for processes without the pack; the protocol is in `decode-protocol.ts`. */
export function codecRoutes({ codecs, secret }: CodecRoutesOptions): Hono {
  const app = new Hono();
  const queues = new Map<string, FairQueue>();
  app.use(async (context, next) => {
    if (isSecret(context.req.header('authorization') ?? '', secret)) return next();
    return problem(401, 'Unauthorized', 'Only processes that share the database may use this endpoint.');
  });
  app.use(bodyLimit({ maxSize: tokensLimit }));
  app.post('/:digest/:grid', async context => {
    // Any other text cannot be the digest of a model.
    const digest = context.req.param('digest') as ModelDigest;
    const grid = gridOfPath(context.req.param('grid'));
    const codec = codecs.of(digest);
    if (codec === undefined) return problem(404, 'No such model', 'This process does not serve this model.');
    const tokens = grid && tokensOfBody(await context.req.arrayBuffer(), grid);
    if (grid === null || tokens === null)
      return problem(400, 'Wrong tokens', 'The grid and its tokens do not fit.');
    const queue = queues.get(digest) ?? new FairQueue({ atOnce: codec.decodesAtOnce });
    queues.set(digest, queue);
    return decodedResponse(
      await queue.run(ownWork, () => codec.decode(tokens, grid), context.req.raw.signal),
    );
  });
  return app;
}

function isSecret(header: string, secret: string): boolean {
  const given = Buffer.from(header);
  const expected = Buffer.from(`Bearer ${secret}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
