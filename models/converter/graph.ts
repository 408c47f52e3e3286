import type { onnx } from 'onnx-proto';
import onnxProto from 'onnx-proto';
import { type ElementType, elementCount, elementTypes, type Weight } from './weight.ts';
import type { WeightFile } from './weight-file.ts';

/** ONNX operator set and IR version of every graph written here; onnxruntime reads them since 1.20. */
const opset = 21;
const irVersion = 10;

/** A size, or the name of a size that is only known when the graph runs. */
export type Dimension = number | string;

/** A value in a graph: an input, a weight, a constant or the output of a node. */
export interface Value {
  readonly name: string;
}

/**
 * A node's attribute. Plain numbers are integers; floats say so, because ONNX tells the two apart and
 * JavaScript does not.
 */
export type Attribute =
  | number
  | readonly number[]
  | string
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | Subgraph;

export type Attributes = Readonly<Record<string, Attribute | undefined>>;

/** The body of an `If` or `Loop`. */
export interface Subgraph {
  readonly graph: onnx.IGraphProto;
}

/** Typed arrays that can be constants, by their element type. */
type ConstantData = Float32Array | Int32Array | BigInt64Array | Uint8Array | Int8Array;

const { onnx: proto } = onnxProto;
const { AttributeType } = proto.AttributeProto;

/**
 * Builds one ONNX graph node by node. Weights are only referred to: their bytes go to the `WeightFile`,
 * never into the graph file.
 */
export class GraphBuilder {
  /** The graph's name; also its file name without `.onnx`. */
  readonly name: string;
  readonly weights: WeightFile;
  /** Of the graph, or of the subgraph that is being built. */
  #nodes: onnx.INodeProto[] = [];
  readonly #inputs: onnx.IValueInfoProto[] = [];
  readonly #outputs: onnx.IValueInfoProto[] = [];
  readonly #initializers = new Map<string, onnx.ITensorProto>();
  readonly #names = new Map<string, number>();

  constructor(name: string, weights: WeightFile) {
    this.name = name;
    this.weights = weights;
  }

  /** Declares an input. Named dimensions with the same name are the same size. */
  input(name: string, elementType: ElementType, shape: readonly Dimension[]): Value {
    this.#take(name);
    this.#inputs.push(valueInfo(name, elementType, shape));
    return { name };
  }

  /** Declares a value as an output called `name` (through an Identity node, which onnxruntime removes). */
  output(name: string, value: Value, elementType: ElementType, shape: readonly Dimension[]): void {
    this.#take(name);
    this.#nodes.push({ opType: 'Identity', name: `output/${name}`, input: [value.name], output: [name] });
    this.#outputs.push(valueInfo(name, elementType, shape));
  }

  /** Adds a node with one output. `null` inputs are optional ones left out. */
  node(op: string, inputs: readonly (Value | null)[], attributes: Attributes = {}, domain = ''): Value {
    const [output] = this.nodes(op, inputs, 1, attributes, domain);
    if (output === undefined) throw new Error(`${op} has no output`);
    return output;
  }

  /** Adds a node with several outputs. `domain` is `''` for ONNX or `'com.microsoft'`. */
  nodes(
    op: string,
    inputs: readonly (Value | null)[],
    outputCount: number,
    attributes: Attributes = {},
    domain = '',
  ): Value[] {
    const name = this.#unique(op);
    const outputs = Array.from({ length: outputCount }, (_, index) => ({
      name: outputCount === 1 ? `${name}:` : `${name}:${index}`,
    }));
    this.#nodes.push({
      opType: op,
      name,
      domain,
      input: inputs.map(input => input?.name ?? ''),
      output: outputs.map(output => output.name),
      attribute: Object.entries(attributes).flatMap(([key, value]) =>
        value === undefined ? [] : [attributeProto(key, value)],
      ),
    });
    return outputs;
  }

  /**
   * Builds a body for `If` or `Loop`. It sees every value made before it, and what it takes of weights and
   * constants is the graph's own.
   * @param inputs name stem, element type and shape of each input (`Loop` has some, `If` none).
   * @param build gets the inputs, makes nodes and returns the outputs.
   */
  subgraph(
    inputs: readonly (readonly [stem: string, elementType: ElementType, shape: readonly Dimension[]])[],
    build: (...inputs: Value[]) => readonly (readonly [Value, ElementType, readonly Dimension[]])[],
  ): Subgraph {
    const around = this.#nodes;
    this.#nodes = [];
    try {
      const input = inputs.map(([stem, elementType, shape]) =>
        valueInfo(this.#unique(stem), elementType, shape),
      );
      const results = build(...input.map(({ name }) => ({ name: name ?? '' })));
      // Outputs are named values of the body itself, also when it passes something on.
      const output = results.map(([value, elementType, shape]) =>
        valueInfo(this.node('Identity', [value]).name, elementType, shape),
      );
      return { graph: { name: this.#unique('body'), node: this.#nodes, input, output } };
    } finally {
      this.#nodes = around;
    }
  }

  /** A small constant kept in the graph itself. `shape` defaults to one dimension. */
  constant(data: ConstantData, shape: readonly number[] = [data.length]): Value {
    const elementType = elementTypeOf(data);
    if (elementCount(shape) !== data.length)
      throw new Error(`constant of ${data.length} elements cannot have shape [${shape.join(', ')}]`);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const name = `constant/${elementType}/${shape.join('x')}/${Buffer.from(bytes).toString('hex').slice(0, 64)}`;
    const known = this.#initializers.get(name);
    // A long constant is named by its first bytes only, so look at the whole before sharing it.
    if (known?.rawData && Buffer.compare(known.rawData, bytes) === 0) return { name };
    const unique = known === undefined ? name : this.#unique(name);
    this.#initializers.set(unique, tensorProto(unique, elementType, shape, { rawData: bytes.slice() }));
    return { name: unique };
  }

  /** A one-dimensional int64 constant: shapes, axes, sizes. */
  ints(...values: readonly number[]): Value {
    return this.constant(BigInt64Array.from(values, BigInt));
  }

  /** A float32 scalar. */
  float(value: number): Value {
    return this.constant(Float32Array.of(value), []);
  }

  /** Refers to a weight, whose bytes go to the external-data file under `name`. */
  weight(name: string, weight: Weight): Value {
    const place = this.weights.place(name, weight);
    if (!this.#initializers.has(name)) {
      const entries = { location: place.file, offset: String(place.offset), length: String(place.length) };
      this.#initializers.set(
        name,
        tensorProto(name, weight.elementType, weight.shape, {
          dataLocation: proto.TensorProto.DataLocation.EXTERNAL,
          externalData: Object.entries(entries).map(([key, value]) => ({ key, value })),
        }),
      );
    }
    return { name };
  }

  /**
   * Refers to a weight as float32 whatever it is stored as: a float16 one gets a Cast, which onnxruntime
   * folds when it loads the graph.
   */
  floatWeight(name: string, weight: Weight): Value {
    const value = this.weight(name, weight);
    if (weight.elementType === 'float32') return value;
    return this.node('Cast', [value], { to: elementTypes.float32.onnx });
  }

  /** The graph as the bytes of an `.onnx` file. */
  serialize(): Uint8Array {
    return proto.ModelProto.encode({
      irVersion,
      producerName: 'flexvar-graphql',
      opsetImport: [
        { domain: '', version: opset },
        { domain: 'com.microsoft', version: 1 },
      ],
      graph: {
        name: this.name,
        node: this.#nodes,
        input: this.#inputs,
        output: this.#outputs,
        initializer: [...this.#initializers.values()],
      },
    }).finish();
  }

  #take(name: string): void {
    if (this.#names.has(name)) throw new Error(`graph ${this.name} already has a value named ${name}`);
    this.#names.set(name, 0);
  }

  #unique(stem: string): string {
    const count = this.#names.get(stem) ?? 0;
    this.#names.set(stem, count + 1);
    return `${stem}_${count}`;
  }
}

function valueInfo(
  name: string,
  elementType: ElementType,
  shape: readonly Dimension[],
): onnx.IValueInfoProto {
  const dim = shape.map(size => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: elementTypes[elementType].onnx, shape: { dim } } } };
}

function tensorProto(
  name: string,
  elementType: ElementType,
  shape: readonly number[],
  content: Pick<onnx.ITensorProto, 'rawData' | 'dataLocation' | 'externalData'>,
): onnx.ITensorProto {
  return { name, dataType: elementTypes[elementType].onnx, dims: [...shape], ...content };
}

function elementTypeOf(data: ConstantData): ElementType {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Int32Array) return 'int32';
  if (data instanceof BigInt64Array) return 'int64';
  return data instanceof Int8Array ? 'int8' : 'uint8';
}

function attributeProto(name: string, value: Attribute): onnx.IAttributeProto {
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: Buffer.from(value) };
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: integer(name, value) };
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
  if ('graph' in value) return { name, type: AttributeType.GRAPH, g: value.graph };
  if ('floats' in value) return { name, type: AttributeType.FLOATS, floats: [...value.floats] };
  return { name, type: AttributeType.INTS, ints: value.map(item => integer(name, item)) };
}

function integer(name: string, value: number): number {
  if (!Number.isSafeInteger(value))
    throw new Error(`attribute ${name} is an integer, given ${value}; use { float }`);
  return value;
}
