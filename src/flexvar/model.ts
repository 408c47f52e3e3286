import type { Grid } from './grid.ts';
import type { PositionTable } from './position-table.ts';

/** Sizes of a transformer that the scale loop needs. */
export interface Architecture {
  /** Transformer blocks. */
  readonly depth: number;
  readonly width: number;
  readonly heads: number;
  /** Number of classes, not counting "no class", whose index is `classCount`. */
  readonly classCount: number;
  readonly codebookSize: number;
  readonly codebookDim: number;
  /** Side of the learned position table. */
  readonly positionSide: number;
}

/**
 * Scales always decoded greedily (top-k 1): those with a side not in `sampledSides` or larger than `maxSampledSide`.
 * The rule exists only in the code of the reference implementation, whose published figures depend on it. It is defined
 * there for square grids; here either side counts.
 */
export interface GreedyRule {
  readonly sampledSides: readonly number[];
  readonly maxSampledSide: number;
}

/**
 * The transformer interface of the scale loop, which is independent of ONNX; `inference` implements it.
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
   * Computes what is constant across the scales of some pictures, and starts each with an empty KV cache.
   * @param pictures the class indices of each picture's rows.
   */
  start(pictures: readonly StartedPicture[]): Promise<PictureRows[]>;
  /**
   * Runs the blocks over some pictures, each at its own scale. What a picture gets does not depend on the others.
   * @returns the modulated hidden states [cells, rows, width] of the last scale of each, for the head.
   */
  forward(members: readonly PassMember[]): Promise<Float32Array[]>;
  /**
   * Head: hidden states [n, width] -> logits [n, codebookSize], valid until the next call. Linear, so
   * guidance may be applied before it.
   */
  logits(hidden: Float32Array): Promise<Float32Array>;
}

export interface StartedPicture {
  /** The class of each row. */
  readonly labels: readonly number[];
  /** Cells that later scales will attend to, as far as known; more memory is allocated when needed. */
  readonly capacity: number;
}

/** The rows of a picture in progress, one for each guidance branch: their AdaLN products and KV cache. */
export interface PictureRows {
  /** Cells of the finished scales. */
  readonly cached: number;
}

/** One picture's part of a pass. */
export interface PassMember {
  readonly rows: PictureRows;
  /**
   * Consecutive scales, coarse to fine, at least one. Each attends to itself and to those before it, so the result is
   * the same as with one pass per scale.
   */
  readonly scales: readonly ScaleInput[];
  /** Whether later scales attend to these (false for the last scale). */
  readonly keep: boolean;
}

/** Input of the blocks at one scale, for all rows of a picture. */
export interface ScaleInput {
  /** [cells, codebookDim], the resized codes of the previous scale; `null` for the first scale. */
  readonly codes: Float32Array | null;
  /** [cells, width]. */
  readonly positions: Float32Array;
}

/** Converts pictures to tokens and back. Images are planar RGB in [-1, 1], [batch, 3, height, width]. */
export interface Tokenizer {
  /** Pixels per token side. */
  readonly stride: number;
  /** Tokens [batch, cells] of one grid -> images [batch, 3, rows * stride, columns * stride], not clamped. */
  decode(tokens: Uint16Array, batch: number, grid: Grid): Promise<Float32Array>;
  /** One image -> the tokens of each grid. */
  encode(image: Float32Array, width: number, height: number, grids: readonly Grid[]): Promise<Uint16Array[]>;
}
