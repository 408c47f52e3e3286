import { type GenerateOptions, generateScales } from '../../flexvar/generate-scales.ts';
import { toFailure } from '../errors.ts';
import { freeBuffers } from '../onnx/free-buffers.ts';
import { loadPack } from '../packs/load-pack.ts';
import { serveParent } from '../processes/child-side.ts';
import {
  type TransformerReply,
  type TransformerRequest,
  transformerRequestSchema,
} from '../processes/messages.ts';
import { OnnxTransformer } from './onnx-transformer.ts';

/** Child process that generates tokens, one batch at a time. Only token grids leave it. */

let transformer: OnnxTransformer | null = null;
/** Settled by the server's answer to the latest scale. */
let answer: ((wanted: readonly boolean[]) => void) | null = null;

type Reply = (message: TransformerReply) => void;

serveParent<TransformerRequest, TransformerReply>(transformerRequestSchema, async (request, reply) => {
  switch (request.type) {
    case 'open':
      try {
        transformer = await OnnxTransformer.open(await loadPack(request.folder), request.settings);
        reply({ type: 'ready' });
      } catch (error) {
        reply({ type: 'openFailed', error: toFailure(error) });
      }
      break;
    case 'generate':
      try {
        await generate(request, reply);
        reply({ type: 'finished' });
      } catch (error) {
        reply({ type: 'failed', error: toFailure(error) });
      }
      freeBuffers();
      break;
    case 'goOn':
      answer?.(request.wanted);
      break;
  }
});

async function generate(
  { recipes, finished, forced, memoryBytes }: Extract<TransformerRequest, { type: 'generate' }>,
  reply: Reply,
): Promise<void> {
  if (transformer === null) throw new Error('no pack is open');
  let wanted: readonly boolean[] = recipes.map(() => true);
  const options: GenerateOptions = {
    finished,
    forced,
    memoryBytes,
    wanted: picture => wanted[picture] === true,
    onScale: (pictures, cost) => reply({ type: 'begun', pictures, cost }),
  };
  let started = performance.now();
  for await (const { index, tokens } of generateScales(transformer, recipes, options)) {
    reply({ type: 'scale', index, tokens, milliseconds: performance.now() - started });
    freeBuffers();
    // The server is consulted before each scale, so that a cancellation costs at most the current scale.
    wanted = await new Promise<readonly boolean[]>(resolve => {
      answer = resolve;
    });
    started = performance.now();
  }
}
