import type { Grid } from './grid.ts';

/** Sizes the scale loop needs to know of a transformer. */
export interface Architecture {
  /** Transformer blocks. */
  readonly depth: number;
  readonly width: number;
  readonly heads: number;
  /** Classes without "no class", whose index is `classCount`. */
  readonly classCount: number;
  readonly codebookSize: number;
  readonly codebookDim: number;
  /** Side of the learned position table. */
  readonly positionSide: number;
}

/**
 * Scales that are always taken greedily (top-k 1): those with a side that is not in `sampledSides` or is
 * larger than `maxSampledSide`. A hidden rule of the reference implementation, see ARCHITECTURE.md.
 */
export interface GreedyRule {
  readonly sampledSides: readonly number[];
  readonly maxSampledSide: number;
}

/**
 * What the scale loop asks of a transformer. The loop itself knows nothing of ONNX: `inference` implements this.
 */
export interface Transformer {
  readonly architecture: Architecture;
  readonly greedyRule: GreedyRule | null;
  /** [codebookSize, codebookDim], rows L2-normalised. */
  readonly codebook: Float32Array;
  /** [width, positionSide, positionSide]. */
  readonly positions: Float32Array;
  /** Computes what is constant over the scales for one batch of class indices and starts with an empty KV cache. */
  start(labels: Int32Array): Promise<TransformerBatch>;
}

/** One batch on its way through the scales: its AdaLN products and its KV cache. */
export interface TransformerBatch {
  readonly rows: number;
  /**
   * Runs the blocks over one scale.
   * @param codes [rows, cells, codebookDim], the resized codes of the scale before; `null` for the first scale.
   * @param positions [cells, width].
   * @param keep whether later scales attend to this one (not so for the last scale).
   * @returns the modulated hidden states [rows, cells, width] that the head takes.
   */
  forward(codes: Float32Array | null, positions: Float32Array, keep: boolean): Promise<Float32Array>;
  /** Head: hidden states [n, width] -> logits [n, codebookSize]. Linear, so guidance may be applied before it. */
  logits(hidden: Float32Array): Promise<Float32Array>;
}

/** What turns pictures into tokens and back. Images are planar RGB in [-1, 1], [batch, 3, height, width]. */
export interface Tokenizer {
  /** Pixels per token side. */
  readonly stride: number;
  /** Tokens [batch, cells] of one grid -> images [batch, 3, rows * stride, columns * stride], not clamped. */
  decode(tokens: Uint16Array, batch: number, grid: Grid): Promise<Float32Array>;
  /** One image -> the tokens of each grid. */
  encode(image: Float32Array, width: number, height: number, grids: readonly Grid[]): Promise<Uint16Array[]>;
}
