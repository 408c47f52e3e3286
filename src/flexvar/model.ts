import type { Grid } from './grid.ts';
import type { PositionTable } from './position-table.ts';

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
 * larger than `maxSampledSide`. The reference implementation has this rule in its code only, and its published
 * figures depend on it. It is defined there for square grids; here either side decides.
 */
export interface GreedyRule {
  readonly sampledSides: readonly number[];
  readonly maxSampledSide: number;
}

/**
 * What the scale loop asks of a transformer. The loop itself knows nothing of ONNX: `inference` implements this.
 *
 * Hidden states and codes have the cell as their first dimension, so that the KV cache grows at its end.
 */
export interface Transformer {
  readonly architecture: Architecture;
  readonly greedyRule: GreedyRule | null;
  /** [codebookSize, codebookDim], rows L2-normalised. */
  readonly codebook: Float32Array;
  readonly positions: PositionTable;
  /** Whether large scales attend in stretches of cells, so that attention takes little memory. */
  readonly stretches: boolean;
  /**
   * Computes what is constant over the scales for one batch of class indices and starts with an empty KV cache.
   * @param capacity cells that later scales will attend to, as far as is known; memory for more is taken when it comes to that.
   */
  start(labels: readonly number[], capacity: number): Promise<TransformerBatch>;
  /**
   * Head: hidden states [n, width] -> logits [n, codebookSize], valid until the next call. Linear, so
   * guidance may be applied before it.
   */
  logits(hidden: Float32Array): Promise<Float32Array>;
}

/** What the blocks are fed at one scale. */
export interface ScaleInput {
  /**
   * For each row [cells, codebookDim], the resized codes of the scale before (rows may share an array, which is then
   * embedded once); `null` for the first scale.
   */
  readonly codes: readonly Float32Array[] | null;
  /** [cells, width]. */
  readonly positions: Float32Array;
}

/** One batch on its way through the scales: its AdaLN products and its KV cache. */
export interface TransformerBatch {
  readonly rows: number;
  /**
   * Runs the blocks over scales that follow each other, coarse to fine, in one pass. Each attends to itself and to
   * those before it, so that the result is the same as in a pass for each.
   * @param scales at least one.
   * @param keep whether later scales attend to these (not so for the last scale).
   * @returns of the last of these scales, the modulated hidden states [cells, rows, width] that the head takes.
   */
  forward(scales: readonly ScaleInput[], keep: boolean): Promise<Float32Array>;
  /**
   * Goes on with these rows only, in this order; the memory of the others is given back.
   * @param capacity as that of `start`; as before when absent.
   */
  keepRows(rows: readonly number[], capacity?: number): void;
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
