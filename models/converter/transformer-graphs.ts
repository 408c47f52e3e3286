import type { Architecture } from '../../src/flexvar/model.ts';
import { GraphBuilder, type Value } from './graph.ts';
import { IntegerProducts } from './integer-product.ts';
import { Matrix, type OutputRange } from './matrix.ts';
import { floatWeight, type Precision, type SourceTensor, type TransformerSource } from './source-tensor.ts';
import { computedWeight } from './weight.ts';
import type { WeightFile } from './weight-file.ts';

const layerNormEpsilon = 1e-6;
/** AdaLN products of a block, in the order of the checkpoint's `ada_lin` and of the `modulation` tensor. */
export const blockProducts = ['gamma1', 'gamma2', 'scale1', 'scale2', 'shift1', 'shift2'] as const;
/** And of the head, after those of all blocks. */
export const headProducts = ['scale', 'shift'] as const;
/** Largest logarithm of a head's attention scale. */
const maxLogScale = Math.log(100);

/** Shapes of the blocks' values, for Reshape. */
interface Shapes {
  /** [cells x rows, width]. */
  readonly tokens: Value;
  /** [cells, rows, width]. */
  readonly states: Value;
  /** [cells, rows, heads, head size]. */
  readonly heads: Value;
}

/** Slices [modulation products] that the transformer's graphs exchange. */
export function modulationCount(depth: number): number {
  return depth * blockProducts.length + headProducts.length;
}

/** Where the stretches of a pass begin and end, in cells of the pass: whole scales, or parts of large ones. */
interface Pass {
  /** Whether there is more than one. */
  readonly several: Value;
  /** How many. */
  readonly count: Value;
  /** [stretches]. */
  readonly starts: Value;
  readonly ends: Value;
  /** How many cells each attends to, of those finished before the pass and those of it. */
  readonly attended: Value;
  /** How many there are to attend to, [1]. */
  readonly all: Value;
}

/** Builds the four graphs of a transformer; their weights go to one file. */
export function buildTransformerGraphs(
  source: TransformerSource,
  precision: Precision,
  weights: WeightFile,
): GraphBuilder[] {
  const graphs = new TransformerGraphs(source, precision, weights);
  return [graphs.condition(), graphs.embed(), graphs.blocks(), graphs.head()];
}

/** The learned position table, [1, width, side, side]; TypeScript resizes it, so it is no part of a graph. */
export function positionTable(source: TransformerSource): SourceTensor {
  return source.tensor('pos_1LC');
}

/**
 * The transformer as onnxruntime runs it (section 3.3 of arXiv 2502.20313, AdaLN blocks as in VAR).
 *
 * Hidden states are [cells, rows, width]: the cell comes first so that a KV cache [cells, rows, heads, head size] grows at
 * its end, in place, and the products of AdaLN [rows, width] broadcast over whole cells.
 */
class TransformerGraphs {
  readonly #source: TransformerSource;
  readonly #precision: Precision;
  readonly #weights: WeightFile;
  readonly #architecture: Architecture;
  readonly #integers = new IntegerProducts();

  constructor(source: TransformerSource, precision: Precision, weights: WeightFile) {
    this.#source = source;
    this.#precision = precision;
    this.#weights = weights;
    this.#architecture = source.architecture;
  }

  /**
   * Everything that depends on the class only, so once a picture: labels [rows] -> `start` [rows, width], the first
   * input without its position, and `modulation` [products, rows, width], the AdaLN products with scales as 1 + scale.
   */
  condition(): GraphBuilder {
    const { width, depth } = this.#architecture;
    const graph = new GraphBuilder('condition', this.#weights);
    const labels = graph.input('labels', 'int32', ['rows']);
    const table = this.#tensor('class_emb.weight');
    const embedding = graph.node('Gather', [
      graph.floatWeight(table.name, floatWeight(table, this.#floatPrecision)),
      labels,
    ]);
    const start = this.#vector(graph, this.#tensor('pos_start'), [width]);
    graph.output('start', graph.node('Add', [embedding, start]), 'float32', ['rows', width]);

    const activated = graph.node('Mul', [embedding, graph.node('Sigmoid', [embedding])]);
    const products = Array.from({ length: depth }, (_, block) =>
      this.#products(graph, activated, `blocks.${block}.ada_lin.1`, blockProducts),
    );
    products.push(this.#products(graph, activated, 'head_nm.ada_lin.1', headProducts));
    graph.output('modulation', graph.node('Concat', products, { axis: 0 }), 'float32', [
      modulationCount(depth),
      'rows',
      width,
    ]);
    return graph;
  }

  /** `codes` [cells, codebookDim] -> `embedding` [cells, width]. */
  embed(): GraphBuilder {
    const { width, codebookDim } = this.#architecture;
    const graph = new GraphBuilder('embed', this.#weights);
    const codes = graph.input('codes', 'float32', ['cells', codebookDim]);
    graph.output('embedding', this.#linear(graph, codes, 'word_embed', { quantisable: false }), 'float32', [
      'cells',
      width,
    ]);
    return graph;
  }

  /**
   * One pass through all blocks, of one scale or of several that follow each other: `input` [cells, rows, width], `ends` and
   * `attended` [stretches], where the cells of each scale or part of a scale end and how many cells these attend to, past ones
   * included, `modulation`, and for each block `past_key.i` and `past_value.i` [past, rows, heads, head size] -> `hidden`
   * [cells, rows, width] as the head takes it, and `key.i`, `value.i` [cells, rows, heads, head size], these scales' part
   * of the cache.
   */
  blocks(): GraphBuilder {
    const { width, depth, heads } = this.#architecture;
    const graph = new GraphBuilder('blocks', this.#weights);
    let x = graph.input('input', 'float32', ['cells', 'rows', width]);
    // Products are of matrices [tokens, width]; what broadcasts over rows is [cells, rows, width].
    const leading = graph.node('Slice', [graph.node('Shape', [x]), graph.ints(0), graph.ints(2)]);
    const shapes = {
      tokens: graph.ints(-1, width),
      states: graph.node('Concat', [leading, graph.ints(width)], { axis: 0 }),
      heads: graph.node('Concat', [leading, graph.ints(heads, width / heads)], { axis: 0 }),
    };
    const count = modulationCount(depth);
    const modulation = graph.input('modulation', 'float32', [count, 'rows', width]);
    const products = graph.nodes('Split', [modulation], count, { axis: 0, num_outputs: count });
    const cacheShape = ['rows', heads, width / heads];
    const past = Array.from({ length: depth }, (_, block) => ({
      key: graph.input(`past_key.${block}`, 'float32', ['past', ...cacheShape]),
      value: graph.input(`past_value.${block}`, 'float32', ['past', ...cacheShape]),
    }));
    const input = x;
    const pass = passOf(graph, past[0]?.key ?? x, input);
    for (const [block, cached] of past.entries()) {
      const [gamma1, gamma2, scale1, scale2, shift1, shift2] = products.slice(block * blockProducts.length);
      if (!gamma1 || !gamma2 || !scale1 || !scale2 || !shift1 || !shift2)
        throw new Error('too few AdaLN products');
      const attentionInput = modulated(graph, x, scale1, shift1, width);
      const attention = this.#attention(graph, attentionInput, block, cached, shapes, pass);
      graph.output(`key.${block}`, attention.key, 'float32', ['cells', ...cacheShape]);
      graph.output(`value.${block}`, attention.value, 'float32', ['cells', ...cacheShape]);
      x = graph.node('Add', [x, graph.node('Mul', [attention.output, gamma1])]);
      const forward = this.#feedForward(graph, modulated(graph, x, scale2, shift2, width), block, shapes);
      x = graph.node('Add', [x, graph.node('Mul', [forward, gamma2])]);
    }
    const [scale, shift] = products.slice(-headProducts.length);
    if (!scale || !shift) throw new Error('too few AdaLN products');
    graph.output('hidden', modulated(graph, x, scale, shift, width), 'float32', ['cells', 'rows', width]);
    return graph;
  }

  /** `hidden` [n, width] -> `logits` [n, codebookSize]. */
  head(): GraphBuilder {
    const { width, codebookSize } = this.#architecture;
    const graph = new GraphBuilder('head', this.#weights);
    const hidden = graph.input('hidden', 'float32', ['n', width]);
    graph.output('logits', this.#linear(graph, hidden, 'head'), 'float32', ['n', codebookSize]);
    return graph;
  }

  /** SiLU(embedding) [rows, width] -> [products, rows, width]. */
  #products(graph: GraphBuilder, activated: Value, layer: string, names: readonly string[]): Value {
    const { width } = this.#architecture;
    const prepareBias = (bias: Float32Array) => addedToScales(bias, names, width, 1);
    const flat = this.#linear(graph, activated, layer, { prepareBias });
    const byRow = graph.node('Reshape', [flat, graph.ints(-1, names.length, width)]);
    return graph.node('Transpose', [byRow], { perm: [1, 0, 2] });
  }

  #attention(
    graph: GraphBuilder,
    x: Value,
    block: number,
    past: { readonly key: Value; readonly value: Value },
    shapes: Shapes,
    pass: Pass,
  ): { output: Value; key: Value; value: Value } {
    const { width } = this.#architecture;
    const layer = `blocks.${block}.attn`;
    const tokens = graph.node('Reshape', [x, shapes.tokens]);
    const projected = (part: 0 | 1 | 2, bias: string | null) => {
      const matrix = this.#matrix(`${layer}.mat_qkv.weight`, {
        start: part * width,
        end: (part + 1) * width,
      });
      const product = this.#product(graph, tokens, matrix);
      const sum =
        bias === null
          ? product
          : graph.node('Add', [product, this.#vector(graph, this.#tensor(`${layer}.${bias}`), [width])]);
      return graph.node('Reshape', [sum, shapes.heads]);
    };
    const query = graph.node('Mul', [
      this.#normalised(graph, projected(0, 'q_bias')),
      this.#headScale(graph, layer),
    ]);
    const key = this.#normalised(graph, projected(1, null));
    const value = projected(2, 'v_bias');

    const queryByRow = graph.node('Reshape', [
      graph.node('Transpose', [query], { perm: [1, 0, 2, 3] }),
      graph.ints(0, 0, width),
    ]);
    const attended = (before: Value, now: Value) =>
      graph.node('Transpose', [graph.node('Concat', [before, now], { axis: 0 })], { perm: [1, 2, 0, 3] });
    const output = this.#attend(
      graph,
      queryByRow,
      attended(past.key, key),
      attended(past.value, value),
      pass,
    );
    const byCell = graph.node('Transpose', [output], { perm: [1, 0, 2] });
    const projection = this.#linear(graph, graph.node('Reshape', [byCell, shapes.tokens]), `${layer}.proj`);
    return { output: graph.node('Reshape', [projection, shapes.states]), key, value };
  }

  /**
   * Block-causal attention: the cells of each scale attend to those of its own and of all scales before it. A mask would
   * compute what it hides and sum in another order; so a pass of several scales attends scale by scale, which is what each
   * would do alone, bit for bit. The kernel holds a float for each pair of a cell and one that it attends to (1.4 GB for two
   * rows of 64 x 64 cells and five heads), so a large scale attends in stretches of cells: what a cell attends to stays the same.
   * @param query [rows, cells, width].
   * @param keys as `values`: [rows, heads, past + cells, head size].
   * @returns [rows, cells, width].
   */
  #attend(graph: GraphBuilder, query: Value, keys: Value, values: Value, pass: Pass): Value {
    const { width, heads } = this.#architecture;
    const attention = (queries: Value, attendedKeys: Value, attendedValues: Value) =>
      graph.node(
        'MultiHeadAttention',
        [queries, attendedKeys, attendedValues],
        { num_heads: heads, scale: { float: 1 } },
        'com.microsoft',
      );
    const shape = ['rows', 'cells', width];
    const together = graph.subgraph([], () => [[attention(query, keys, values), 'float32', shape]]);
    const scaleByScale = graph.subgraph([], () => {
      const none = graph.node('Slice', [query, graph.ints(0), graph.ints(0), graph.ints(1)]);
      const body = graph.subgraph(
        [
          ['scale', 'int64', []],
          ['condition', 'bool', []],
          ['finished', 'float32', ['rows', 'finished', width]],
        ],
        (scale, condition, finished) => {
          const index = graph.node('Unsqueeze', [scale, graph.ints(0)]);
          const start = graph.node('Gather', [pass.starts, index]);
          const end = graph.node('Gather', [pass.ends, index]);
          const attended = graph.node('Gather', [pass.attended, index]);
          const queries = graph.node('Slice', [query, start, end, graph.ints(1)]);
          const upTo = (all: Value) => graph.node('Slice', [all, graph.ints(0), attended, graph.ints(2)]);
          const part = graph.subgraph([], () => [
            [attention(queries, upTo(keys), upTo(values)), 'float32', shape],
          ]);
          // The last scale of a pass attends to all cells: no copy of them for each of its stretches.
          const whole = graph.subgraph([], () => [[attention(queries, keys, values), 'float32', shape]]);
          const isPart = graph.node('Squeeze', [graph.node('Less', [attended, pass.all])]);
          const result = graph.node('If', [isPart], { then_branch: part, else_branch: whole });
          const more = graph.node('Concat', [finished, result], { axis: 1 });
          return [
            [condition, 'bool', []],
            [more, 'float32', ['rows', 'more', width]],
          ];
        },
      );
      return [[graph.node('Loop', [pass.count, null, none], { body }), 'float32', shape]];
    });
    return graph.node('If', [pass.several], { then_branch: scaleByScale, else_branch: together });
  }

  /** L2 normalisation over the last dimension, written as the root-mean-square norm that has a kernel. */
  #normalised(graph: GraphBuilder, x: Value): Value {
    const { width, heads } = this.#architecture;
    const size = width / heads;
    const scale = graph.constant(new Float32Array(size).fill(1 / Math.sqrt(size)));
    // The reference divides by max(norm, 1e-12); the kernel adds its epsilon to the mean square.
    return graph.node('SimplifiedLayerNormalization', [x, scale], {
      axis: -1,
      epsilon: { float: 1e-24 / size },
    });
  }

  /** How sharply each head attends, [heads, 1]. */
  #headScale(graph: GraphBuilder, layer: string): Value {
    const { heads } = this.#architecture;
    const clampedExp = (values: Float32Array) => values.map(value => Math.exp(Math.min(value, maxLogScale)));
    return this.#vector(graph, this.#tensor(`${layer}.scale_mul_1H11`), [heads, 1], clampedExp);
  }

  #feedForward(graph: GraphBuilder, x: Value, block: number, shapes: Shapes): Value {
    const layer = `blocks.${block}.ffn`;
    const tokens = graph.node('Reshape', [x, shapes.tokens]);
    const hidden = this.#product(graph, tokens, this.#matrix(`${layer}.fc1.weight`));
    const bias = this.#vector(graph, this.#tensor(`${layer}.fc1.bias`));
    const activated = graph.node('FastGelu', [hidden, bias], {}, 'com.microsoft');
    return graph.node('Reshape', [this.#linear(graph, activated, `${layer}.fc2`), shapes.states]);
  }

  /** x W + b, for a PyTorch Linear called `layer`. */
  #linear(
    graph: GraphBuilder,
    x: Value,
    layer: string,
    { quantisable = true, prepareBias = (values: Float32Array) => values } = {},
  ): Value {
    const bias = this.#tensor(`${layer}.bias`);
    const product = this.#product(graph, x, this.#matrix(`${layer}.weight`), quantisable);
    return graph.node('Add', [product, this.#vector(graph, bias, bias.shape, prepareBias)]);
  }

  /** x W, in the precision of the pack. */
  #product(graph: GraphBuilder, x: Value, matrix: Matrix, quantisable = true): Value {
    if (this.#precision === 'int8' && quantisable) return this.#integers.product(graph, x, matrix);
    return graph.node('MatMul', [x, graph.floatWeight(matrix.name, matrix.weight(this.#floatPrecision))]);
  }

  #tensor(name: string): SourceTensor {
    return this.#source.tensor(name);
  }

  #matrix(name: string, range?: OutputRange): Matrix {
    return new Matrix(this.#tensor(name), range);
  }

  /** What is not a product keeps floating point; with int8 that is half precision. */
  get #floatPrecision(): 'float32' | 'float16' {
    return this.#precision === 'float32' ? 'float32' : 'float16';
  }

  /** A small tensor, always float32. */
  #vector(
    graph: GraphBuilder,
    tensor: SourceTensor,
    shape: readonly number[] = tensor.shape,
    prepare: (values: Float32Array) => Float32Array = values => values,
  ): Value {
    return graph.weight(
      tensor.name,
      computedWeight('float32', shape, async () => prepare(await tensor.read())),
    );
  }
}

/** A bias [products, width] of AdaLN with a number added to each scale. */
export function addedToScales(
  bias: Float32Array,
  names: readonly string[],
  width: number,
  added: number,
): Float32Array {
  return bias.map((value, index) =>
    names[Math.floor(index / width)]?.startsWith('scale') ? value + added : value,
  );
}

/**
 * The inputs `ends` and `attended` [stretches]: where the cells of each stretch of a pass end, and how many cells it attends to.
 * @param past [cells finished before the pass, ...].
 * @param input [cells of the pass, ...].
 */
function passOf(graph: GraphBuilder, past: Value, input: Value): Pass {
  const ends = graph.input('ends', 'int64', ['stretches']);
  const attended = graph.input('attended', 'int64', ['stretches']);
  const cells = (value: Value) =>
    graph.node('Slice', [graph.node('Shape', [value]), graph.ints(0), graph.ints(1)]);
  const count = graph.node('Size', [ends]);
  const before = graph.node('Slice', [ends, graph.ints(0), graph.ints(-1)]);
  return {
    several: graph.node('Greater', [count, graph.constant(BigInt64Array.of(1n), [])]),
    count,
    starts: graph.node('Concat', [graph.ints(0), before], { axis: 0 }),
    ends,
    attended,
    all: graph.node('Add', [cells(past), cells(input)]),
  };
}

/** LayerNorm without affine, then AdaLN: ln(x) (1 + scale) + shift. */
function modulated(graph: GraphBuilder, x: Value, scale: Value, shift: Value, width: number): Value {
  const ones = graph.constant(new Float32Array(width).fill(1));
  const normal = graph.node('LayerNormalization', [x, ones], {
    axis: -1,
    epsilon: { float: layerNormEpsilon },
  });
  return graph.node('Add', [graph.node('Mul', [normal, scale]), shift]);
}
