import { toFailure } from '../errors.ts';
import { freeBuffers } from '../onnx/free-buffers.ts';
import { loadPack } from '../packs/load-pack.ts';
import { serveParent } from '../processes/child-side.ts';
import { type TokenizerReply, type TokenizerRequest, tokenizerRequestSchema } from '../processes/messages.ts';
import { OnnxTokenizer } from './onnx-tokenizer.ts';
import { fromRgbImage, toRgbImage } from './rgb-image.ts';

/** Child process that decodes and encodes pictures, so that the token loop never waits for a preview. */

let tokenizer: OnnxTokenizer | null = null;

serveParent<TokenizerRequest, TokenizerReply>(tokenizerRequestSchema, async (request, reply) => {
  if (request.type === 'open') {
    try {
      tokenizer = await OnnxTokenizer.open(await loadPack(request.folder), request.settings);
      reply({ type: 'ready' });
    } catch (error) {
      reply({ type: 'openFailed', error: toFailure(error) });
    }
    return;
  }
  try {
    reply(await answer(request));
  } catch (error) {
    reply({ type: 'failed', id: request.id, error: toFailure(error) });
  }
  freeBuffers();
});

async function answer(request: Exclude<TokenizerRequest, { type: 'open' }>): Promise<TokenizerReply> {
  if (tokenizer === null) throw new Error('no pack is open');
  const { id } = request;
  if (request.type === 'decode') {
    const { tokens, grid } = request;
    const planar = await tokenizer.decode(tokens, 1, grid);
    const { stride } = tokenizer;
    return { type: 'decoded', id, image: toRgbImage(planar, grid.columns * stride, grid.rows * stride) };
  }
  const { image, grids } = request;
  const encoded = await tokenizer.encode(fromRgbImage(image), image.width, image.height, grids);
  return { type: 'encoded', id, grids: encoded };
}
