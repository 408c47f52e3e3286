import { basename, join, resolve } from 'node:path';
import type { z } from 'zod';
import { type ClassLabel, packConfigSchema } from '../../src/inference/packs/pack.ts';
import { Checkpoint } from './checkpoint.ts';
import { codebookWeight } from './codebook.ts';
import { ConverterError } from './converter-error.ts';
import { type FileDigest, writeHashed } from './hashed-file.ts';
import { defaultLabels } from './labels.ts';
import { type ModelSource, modelSource } from './model-source.ts';
import { createFolder } from './pack-folder.ts';
import { buildPackGraphs } from './pack-graphs.ts';
import { packJson } from './pack-json.ts';
import type { PackOptions } from './pack-options.ts';
import { publishedOptions } from './published-defaults.ts';
import { floatWeight, type Precision } from './source-tensor.ts';
import { tokenizerStride } from './tokenizer-layout.ts';
import { positionTable } from './transformer-graphs.ts';
import type { Weight } from './weight.ts';

/** How a pack is made of a model. */
export interface PackRequest {
  /** The folder to create. */
  readonly out: string;
  /** How weights are stored. With int8 only the transformer's matrices are; the rest is float16. */
  readonly precision: Precision;
  /** By default that of the folder, as servers expect it. */
  readonly name?: string | undefined;
  /** One a class, in index order. By default ImageNet's names for 1000 classes, "class 0", ... for others. */
  readonly labels?: readonly ClassLabel[] | undefined;
  /** By default what the published models are used with. */
  readonly options?: PackOptions | undefined;
  /** Ends the conversion; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
  /** Told how many of how many bytes of weights are written. */
  readonly onProgress?: (written: number, total: number) => void;
}

type WrittenConfig = z.input<typeof packConfigSchema>;

/**
 * Converts checkpoints to a model pack. Weights pass through one tensor at a time.
 * @param tokenizer path of the tokenizer's `.pth`.
 * @param transformer path of the transformer's `.pth`.
 * @throws ConverterError when a checkpoint, an option or the disk does not allow it; nothing is left behind.
 */
export async function convert(tokenizer: string, transformer: string, request: PackRequest): Promise<void> {
  await using tokenizerCheckpoint = await Checkpoint.open(tokenizer);
  await using transformerCheckpoint = await Checkpoint.open(transformer);
  await writePack(modelSource(tokenizerCheckpoint, transformerCheckpoint), request);
}

/**
 * Writes a model as a pack.
 * @throws ConverterError as `convert` does.
 */
export async function writePack(source: ModelSource, request: PackRequest): Promise<void> {
  const { precision, signal, onProgress = () => {} } = request;
  const config = describe(source, request);
  const labels = checkedLabels(source, request.labels);

  const { graphs, weightFiles } = buildPackGraphs(source, precision);
  const tables: [string, Weight][] = [
    ['codebook.bin', codebookWeight(source.tokenizer.tensors.tensor('quantize.embedding.weight'))],
    ['positions.bin', floatWeight(positionTable(source.transformer), 'float32')],
  ];

  let written = 0;
  const total = weightFiles.reduce((sum, weights) => sum + weights.byteLength, 0);
  const onBytes = (bytes: number) => {
    signal?.throwIfAborted();
    written += bytes;
    onProgress(written, total);
  };
  await createFolder(request.out, async folder => {
    const files: Record<string, FileDigest> = {};
    for (const [name, weight] of tables) files[name] = await writeHashed(join(folder, name), weight.chunks());
    for (const graph of graphs) {
      const name = `${graph.name}.onnx`;
      files[name] = await writeHashed(join(folder, name), [graph.serialize()]);
    }
    for (const weights of weightFiles)
      files[weights.name] = await weights.write(join(folder, weights.name), onBytes);
    files['labels.json'] = await writeHashed(join(folder, 'labels.json'), [packJson(labels)]);
    await writeHashed(join(folder, 'config.json'), [packJson({ ...config, files })]);
  });
}

/** `config.json` without its files. */
function describe(source: ModelSource, { out, name, precision, options: given }: PackRequest): WrittenConfig {
  const { layout } = source.tokenizer;
  const { architecture } = source.transformer;
  const stride = tokenizerStride(layout);
  const options = given ?? publishedOptions(stride);
  const packName = chosenName(out, name, options.name);
  const config: WrittenConfig = {
    format: 1,
    name: packName,
    title: options.title ?? `FlexVAR d${architecture.depth}`,
    description:
      options.description ??
      `FlexVAR with ${architecture.depth} blocks of width ${architecture.width}, ${architecture.classCount} classes.`,
    license: options.license ?? 'unknown (see where the checkpoint comes from)',
    precision,
    tokenizer: {
      stride,
      codebookSize: layout.codebookSize,
      codebookDim: layout.codebookDim,
      unshuffle: layout.unshuffle,
      channels: layout.channels,
      channelMultipliers: [...layout.channelMultipliers],
      latentChannels: layout.latentChannels,
      encoderResidualBlocks: layout.encoderResidualBlocks,
      decoderResidualBlocks: layout.decoderResidualBlocks,
      parameters: source.tokenizer.parameters,
    },
    transformer: {
      depth: architecture.depth,
      width: architecture.width,
      heads: architecture.heads,
      classCount: architecture.classCount,
      positionSide: architecture.positionSide,
      parameters: source.transformer.parameters,
    },
    trainedSide: options.trainedSide,
    schedules: options.schedules,
    defaults: { ...options.defaults, topK: Math.min(options.defaults.topK, layout.codebookSize) },
    greedyRule: options.greedy,
    ...(options.goodFor && { goodFor: options.goodFor }),
    attention: 'stretches',
    files: {},
  };
  const checked = packConfigSchema.safeParse(config);
  if (checked.success) return config;
  const [issue] = checked.error.issues;
  if (issue?.path[0] === 'name')
    throw new ConverterError(
      `the name "${packName}" may have only a-z, 0-9 and -, and starts with a letter or digit; choose one with --name`,
    );
  throw new ConverterError(`config.json would not be valid: ${issue?.path.join('.')}: ${issue?.message}`);
}

function chosenName(out: string, name: string | undefined, fromOptions: string | undefined): string {
  const folder = basename(resolve(out));
  if (name === undefined && fromOptions !== undefined && fromOptions !== folder)
    throw new ConverterError(
      `the options name the pack "${fromOptions}", its folder is ${folder}; servers want the same name: choose another --out, or --name ${folder}`,
    );
  return name ?? folder;
}

function checkedLabels(source: ModelSource, given: readonly ClassLabel[] | undefined): readonly ClassLabel[] {
  const { classCount } = source.transformer.architecture;
  const labels = given ?? defaultLabels(classCount);
  if (labels.length !== classCount)
    throw new ConverterError(`${labels.length} labels were given, the model has ${classCount} classes`);
  return labels;
}
