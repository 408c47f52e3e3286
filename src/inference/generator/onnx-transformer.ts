import type { InferenceSession } from 'onnxruntime-node';
import type {
  Architecture,
  GreedyRule,
  PassMember,
  PictureRows,
  StartedPicture,
  Transformer,
} from '../../flexvar/model.ts';
import type { PositionTable } from '../../flexvar/position-table.ts';
import { freeBuffers } from '../onnx/free-buffers.ts';
import { floats, floatTensor, intTensor, openSession, run, type SessionSettings } from '../onnx/session.ts';
import type { Pack } from '../packs/load-pack.ts';
import { BlockPass, type PassSessions } from './block-pass.ts';
import { OnnxRows } from './onnx-rows.ts';
import { passGroups } from './pass-groups.ts';
import { RowGroup, selectRows } from './row-group.ts';

interface Sessions extends PassSessions {
  readonly condition: InferenceSession;
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

  async start(pictures: readonly StartedPicture[]): Promise<PictureRows[]> {
    const labels = [...new Set(pictures.flatMap(picture => picture.labels))];
    const feeds = { labels: intTensor(Int32Array.from(labels), [labels.length]) };
    const outputs = await run(this.#sessions.condition, feeds, ['start', 'modulation']);
    const [starts, modulations] = [floats(outputs, 'start'), floats(outputs, 'modulation')];
    const { width } = this.architecture;
    return pictures.map(picture => {
      const rows = picture.labels.map(label => labels.indexOf(label));
      const products = {
        start: selectRows(starts, labels.length, rows, width),
        modulation: selectRows(modulations, labels.length, rows, width),
      };
      return new OnnxRows(RowGroup.start(this.architecture, products, picture.capacity));
    });
  }

  async forward(members: readonly PassMember[]): Promise<Float32Array[]> {
    const { architecture, stretches } = this;
    const { width } = architecture;
    const outputs = members.map(({ rows, scales }) => {
      const own = OnnxRows.of(rows);
      const last = (scales.at(-1)?.positions.length ?? 0) / width;
      return { rows: own.count, hidden: new Float32Array(last * own.count * width) };
    });
    const groups = passGroups({ ...architecture, stretches }, members);
    for (const group of groups) {
      const pass = new BlockPass(
        architecture,
        this.#sessions,
        group.map(({ rows }) => rows),
      );
      const keep = group.some(part => part.keep);
      const hidden = await pass.forward(
        group.map(({ scales }) => scales),
        keep,
      );
      let first = 0;
      for (const { member, firstRow, rows } of group) {
        const output = outputs[member];
        if (output !== undefined) copyRows(hidden, pass.rows, first, output, firstRow, rows.rows, width);
        first += rows.rows;
      }
      if (groups.length > 1) freeBuffers();
    }
    return outputs.map(({ hidden }) => hidden);
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

/** Copies some rows of a tensor [cells, rows, width] to another one. */
function copyRows(
  from: Float32Array,
  fromRows: number,
  fromRow: number,
  to: { readonly rows: number; readonly hidden: Float32Array },
  toRow: number,
  rows: number,
  width: number,
): void {
  const cells = from.length / (fromRows * width);
  for (let cell = 0; cell < cells; cell++) {
    const start = (cell * fromRows + fromRow) * width;
    to.hidden.set(from.subarray(start, start + rows * width), (cell * to.rows + toRow) * width);
  }
}
