import type { InferenceSession } from 'onnxruntime-node';
import { attentionStretches } from '../../flexvar/attention-stretches.ts';
import type { Architecture, ScaleInput } from '../../flexvar/model.ts';
import { type Feeds, floats, floatTensor, longTensor, run } from '../onnx/session.ts';
import { interleave } from './interleaved.ts';
import { JoinedCache } from './joined-cache.ts';
import type { RowGroup } from './row-group.ts';

/** The sessions of a pass. */
export interface PassSessions {
  readonly embed: InferenceSession;
  readonly blocks: InferenceSession;
}

/** One run of the blocks, over groups of rows with scales of equal size and equally full caches. */
export class BlockPass {
  readonly #architecture: Architecture;
  readonly #sessions: PassSessions;
  readonly #groups: readonly RowGroup[];
  readonly #cache: JoinedCache;
  readonly rows: number;

  constructor(architecture: Architecture, sessions: PassSessions, groups: readonly RowGroup[]) {
    this.#architecture = architecture;
    this.#sessions = sessions;
    this.#groups = groups;
    this.#cache = new JoinedCache(groups.map(({ cache }) => cache));
    this.rows = groups.reduce((sum, group) => sum + group.rows, 0);
  }

  /**
   * @param scales of each group, see `PassMember`.
   * @param keep whether later scales attend to these.
   * @returns the modulated hidden states [cells, rows, width] of the last scale.
   */
  async forward(scales: readonly (readonly ScaleInput[])[], keep: boolean): Promise<Float32Array> {
    if (this.#sessions.blocks.inputNames.includes('ends')) return this.#run(scales, keep);
    // Older packs do not support passes over several scales; one pass per scale gives the same result.
    const count = scales[0]?.length ?? 0;
    for (let scale = 0; scale < count - 1; scale++)
      await this.#run(
        scales.map(own => own.slice(scale, scale + 1)),
        true,
      );
    return this.#run(
      scales.map(own => own.slice(-1)),
      keep,
    );
  }

  async #run(scales: readonly (readonly ScaleInput[])[], keep: boolean): Promise<Float32Array> {
    const { width } = this.#architecture;
    const ends: number[] = [];
    for (const { positions } of scales[0] ?? []) ends.push((ends.at(-1) ?? 0) + positions.length / width);
    const cells = ends.at(-1);
    if (cells === undefined) throw new RangeError('a pass needs at least one scale');
    const cell = this.rows * width;
    const input = new Float32Array(cells * cell);
    await this.#fillInput(input, scales, ends);
    const modulation = interleave(
      this.#groups.map(({ products }) => products.modulation),
      this.#groups.map(({ rows }) => rows),
      width,
    );
    const feeds = {
      ...this.#cache.past(),
      ...this.#stretches(ends),
      input: floatTensor(input, [cells, this.rows, width]),
      modulation: floatTensor(modulation, [modulation.length / cell, this.rows, width]),
    };
    const hidden = new Float32Array(cells * cell);
    const outputs = keep ? this.#cache.next(cells) : this.#cache.nowhere(cells);
    // The outputs and their buffers.
    await run(this.#sessions.blocks, feeds, {
      hidden: floatTensor(hidden, [cells, this.rows, width]),
      ...outputs,
    });
    if (keep) this.#cache.keep(cells, outputs);
    return hidden.subarray((ends.at(-2) ?? 0) * cell);
  }

  /** Attention ranges in the form the pack's graph supports: older packs only support whole scales, or a single one. */
  #stretches(scaleEnds: readonly number[]): Feeds {
    const { inputNames } = this.#sessions.blocks;
    if (!inputNames.includes('ends')) return {};
    if (!inputNames.includes('attended')) return { ends: longTensor(scaleEnds) };
    const rowHeads = this.rows * this.#architecture.heads;
    const { ends, attended } = attentionStretches(scaleEnds, this.#cache.filled, rowHeads);
    return { ends: longTensor(ends), attended: longTensor(attended) };
  }

  /**
   * Input of the first block, [cells, rows, width]: embedded codes, or the class embedding at the first scale, plus
   * positions.
   */
  async #fillInput(
    input: Float32Array,
    scales: readonly (readonly ScaleInput[])[],
    ends: readonly number[],
  ): Promise<void> {
    const { width } = this.#architecture;
    let first = 0;
    for (const [index, group] of this.#groups.entries()) {
      for (const [scale, { codes, positions }] of scales[index]?.entries() ?? []) {
        const embedded = codes === null ? null : await this.#embed(codes);
        for (let row = 0; row < group.rows; row++) {
          const source = embedded ?? group.products.start.subarray(row * width, (row + 1) * width);
          // At the first scale, every cell gets the same vector.
          const step = embedded === null ? 0 : width;
          const cells = positions.length / width;
          for (let cell = 0; cell < cells; cell++) {
            const target = (((ends[scale - 1] ?? 0) + cell) * this.rows + first + row) * width;
            for (let i = 0; i < width; i++)
              input[target + i] = (source[cell * step + i] ?? 0) + (positions[cell * width + i] ?? 0);
          }
        }
      }
      first += group.rows;
    }
  }

  async #embed(codes: Float32Array): Promise<Float32Array> {
    const { codebookDim } = this.#architecture;
    const feeds = { codes: floatTensor(codes, [codes.length / codebookDim, codebookDim]) };
    return floats(await run(this.#sessions.embed, feeds, ['embedding']), 'embedding');
  }
}
