import { InferenceError, toFailure } from '../errors.ts';
import { loadPack } from '../packs/load-pack.ts';
import { serveParent } from '../processes/child-side.ts';
import {
  type TransformerReply,
  type TransformerRequest,
  transformerRequestSchema,
} from '../processes/messages.ts';
import { OnnxTransformer } from './onnx-transformer.ts';
import { PassLoop } from './pass-loop.ts';

/** Child process that generates tokens. Only token grids leave it. */

let loop: PassLoop | null = null;

serveParent<TransformerRequest, TransformerReply>(transformerRequestSchema, async (request, reply) => {
  if (request.type === 'open') {
    try {
      loop = new PassLoop(
        await OnnxTransformer.open(await loadPack(request.folder), request.settings),
        reply,
      );
      reply({ type: 'ready' });
    } catch (error) {
      reply({ type: 'openFailed', error: toFailure(error) });
    }
    return;
  }
  if (loop === null) throw new InferenceError('no pack is open');
  switch (request.type) {
    case 'add':
      return loop.add(request.pictures, request.forced, request.memoryBytes);
    case 'goOn':
      return loop.goOn(request.pictures);
    case 'drop':
      return loop.drop(request.pictures);
  }
});
