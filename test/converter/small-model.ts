import type { TokenizerLayout } from '../../models/converter/tokenizer-layout.ts';
import type { Architecture } from '../../src/flexvar/model.ts';

/** A model that is converted in a moment. */
export const smallLayout: TokenizerLayout = {
  unshuffle: 1,
  channels: 32,
  channelMultipliers: [1, 2],
  encoderResidualBlocks: 1,
  decoderResidualBlocks: 2,
  latentChannels: 16,
  codebookSize: 64,
  codebookDim: 8,
};

export const smallArchitecture: Architecture = {
  depth: 2,
  width: 64,
  heads: 2,
  classCount: 3,
  codebookSize: 64,
  codebookDim: 8,
  positionSide: 4,
};
