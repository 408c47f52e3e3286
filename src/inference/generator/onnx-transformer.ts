import type { InferenceSession } from 'onnxruntime-node';
import { rowsAtOnce } from '../../flexvar/memory.ts';
import type {
  Architecture,
  GreedyRule,
  ScaleInput,
  Transformer,
  TransformerBatch,
} from '../../flexvar/model.ts';
import type { PositionTable } from '../../flexvar/position-table.ts';
import { freeBuffers } from '../onnx/free-buffers.ts';
import { floats, floatTensor, intTensor, openSession, run, type SessionSettings } from '../onnx/session.ts';
import type { Pack } from '../packs/load-pack.ts';
import { RowGroup } from './row-group.ts';

interface Sessions {
  readonly condition: InferenceSession;
  readonly embed: InferenceSession;
  readonly blocks: InferenceSession;
  readonly head: InferenceSession;
}

/** The transformer of a pack, run by onnxruntime in this process. The graphs are described in `models/converter`. */
export class OnnxTransformer implements Transformer {
  readonly architecture: Architecture;
  readonly greedyRule: GreedyRule | null;
  readonly codebook: Float32Array;
  readonly positions: PositionTable;
  readonly stretches: boolean;
  readonly #sessions: Sessions;

  private constructor(pack: Pack, sessions: Sessions) {
    this.stretches = sessions.blocks.inputNames.includes('attended');
    this.architecture = pack.architecture;
    this.greedyRule = pack.config.greedyRule;
    this.codebook = pack.codebook;
    this.positions = pack.positions;
    this.#sessions = sessions;
  }

  static async open(pack: Pack, settings: SessionSettings): Promise<OnnxTransformer> {
    return new OnnxTransformer(pack, {
      condition: await openSession(pack.folder, 'condition.onnx', settings),
      embed: await openSession(pack.folder, 'embed.onnx', settings),
      blocks: await openSession(pack.folder, 'blocks.onnx', settings),
      head: await openSession(pack.folder, 'head.onnx', settings),
    });
  }

  async start(labels: readonly number[], capacity: number): Promise<TransformerBatch> {
    const { condition } = this.#sessions;
    const feeds = { labels: intTensor(Int32Array.from(labels), [labels.length]) };
    const outputs = await run(condition, feeds, ['start', 'modulation']);
    const products = { start: floats(outputs, 'start'), modulation: floats(outputs, 'modulation') };
    const group = RowGroup.start(this.architecture, this.#sessions, products, capacity);
    return new OnnxTransformerBatch(this.architecture, this.stretches, group);
  }

  async logits(hidden: Float32Array): Promise<Float32Array> {
    const { width } = this.architecture;
    const feeds = { hidden: floatTensor(hidden, [hidden.length / width, width]) };
    return floats(await run(this.#sessions.head, feeds, ['logits']), 'logits');
  }

  async close(): Promise<void> {
    for (const session of Object.values(this.#sessions)) await session.release();
  }
}

/** The rows of the batch in groups: initially one; smaller ones once a scale is too large for a single pass. */
class OnnxTransformerBatch implements TransformerBatch {
  readonly #architecture: Architecture;
  readonly #stretches: boolean;
  #groups: RowGroup[];

  constructor(architecture: Architecture, stretches: boolean, group: RowGroup) {
    this.#architecture = architecture;
    this.#stretches = stretches;
    this.#groups = [group];
  }

  get rows(): number {
    return this.#groups.reduce((sum, group) => sum + group.rows, 0);
  }

  async forward(scales: readonly ScaleInput[], keep: boolean): Promise<Float32Array> {
    const { width } = this.#architecture;
    const cells = scales.map(({ positions }) => positions.length / width);
    this.#divide(cells.reduce((sum, count) => sum + count, 0));
    const [only] = this.#groups;
    if (only !== undefined && this.#groups.length === 1) return only.forward(scales, keep);

    const rows = this.rows;
    const last = cells.at(-1) ?? 0;
    const hidden = new Float32Array(last * rows * width);
    let first = 0;
    for (const group of this.#groups) {
      const start = first;
      first += group.rows;
      const own = scales.map(({ codes, positions }) => ({
        codes: codes?.slice(start, start + group.rows) ?? null,
        positions,
      }));
      const part = await group.forward(own, keep);
      const size = group.rows * width;
      for (let cell = 0; cell < last; cell++)
        hidden.set(part.subarray(cell * size, (cell + 1) * size), (cell * rows + start) * width);
      freeBuffers();
    }
    return hidden;
  }

  keepRows(rows: readonly number[], capacity?: number): void {
    let first = 0;
    this.#groups = this.#groups.flatMap(group => {
      const start = first;
      first += group.rows;
      const own = rows.filter(row => row >= start && row < start + group.rows).map(row => row - start);
      return own.length === 0 ? [] : [group.select(own, capacity)];
    });
  }

  /** Splits groups until a pass of this many cells fits into memory. */
  #divide(cells: number): void {
    const model = { ...this.#architecture, stretches: this.#stretches };
    this.#groups = this.#groups.flatMap(group => {
      const atOnce = rowsAtOnce(model, group.rows, { cells, attended: group.cached + cells });
      if (atOnce === group.rows) return [group];
      const rows = Array.from({ length: group.rows }, (_, row) => row);
      return Array.from({ length: Math.ceil(group.rows / atOnce) }, (_, part) =>
        group.select(rows.slice(part * atOnce, (part + 1) * atOnce)),
      );
    });
  }
}
