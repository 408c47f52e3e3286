import type { InferenceSession } from 'onnxruntime-node';
import { interleave } from '../../flexvar/area-pooling.ts';
import type { Grid } from '../../flexvar/grid.ts';
import type { Tokenizer } from '../../flexvar/model.ts';
import { quantiseGrid } from '../../flexvar/quantise.ts';
import { floats, floatTensor, intTensor, openSession, run, type SessionSettings } from '../onnx/session.ts';
import type { Pack } from '../packs/load-pack.ts';

/** The tokenizer of a pack, run by onnxruntime in this process. */
export class OnnxTokenizer implements Tokenizer {
  readonly stride: number;
  readonly #pack: Pack;
  readonly #settings: SessionSettings;
  readonly #decoder: InferenceSession;
  /** Opened on first use, because most servers only decode. */
  #encoder: Promise<InferenceSession> | null = null;

  private constructor(pack: Pack, settings: SessionSettings, decoder: InferenceSession) {
    this.stride = pack.config.tokenizer.stride;
    this.#pack = pack;
    this.#settings = settings;
    this.#decoder = decoder;
  }

  static async open(pack: Pack, settings: SessionSettings): Promise<OnnxTokenizer> {
    return new OnnxTokenizer(pack, settings, await openSession(pack.folder, 'decoder.onnx', settings));
  }

  async decode(tokens: Uint16Array, batch: number, grid: Grid): Promise<Float32Array> {
    const feeds = { tokens: intTensor(Int32Array.from(tokens), [batch, grid.rows, grid.columns]) };
    return floats(await run(this.#decoder, feeds, ['image']), 'image');
  }

  async encode(
    image: Float32Array,
    width: number,
    height: number,
    grids: readonly Grid[],
  ): Promise<Uint16Array[]> {
    const { codebook, architecture } = this.#pack;
    const latent = interleave(await this.latent(image, width, height), architecture.codebookDim);
    const from = { rows: height / this.stride, columns: width / this.stride };
    return grids.map(grid => quantiseGrid(latent, from, grid, codebook, architecture.codebookDim));
  }

  /** One image [3, height, width] -> its latent before quantisation, [codebookDim, rows, columns]. */
  async latent(image: Float32Array, width: number, height: number): Promise<Float32Array> {
    this.#encoder ??= openSession(this.#pack.folder, 'encoder.onnx', this.#settings);
    const feeds = { image: floatTensor(image, [1, 3, height, width]) };
    return floats(await run(await this.#encoder, feeds, ['latent']), 'latent');
  }
}
