import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import { z } from 'zod';
import { describePack } from '../../src/inference/packs/load-pack.ts';
import { packDigest } from '../../src/inference/packs/pack-digest.ts';
import { ConverterError } from './converter-error.ts';
import { type FileDigest, writeHashed } from './hashed-file.ts';
import { buildPackGraphs } from './pack-graphs.ts';
import { packJson } from './pack-json.ts';
import { randomSource } from './random-model.ts';

/**
 * Writes a pack's graphs anew, as this version of the converter builds them. Labels, tables and weights stay as they are:
 * graphs depend on the architecture only, and refer to weights by their place in a file. Renewed graphs give the same tokens
 * and pictures, so the pack stays the model it was: its digest is kept.
 * @returns names of the graphs that changed.
 * @throws PackError when the pack cannot be used.
 * @throws ConverterError when this version lays weights out in another way: the checkpoints must then be converted again.
 */
export async function renewGraphs(folder: string): Promise<string[]> {
  const { config, architecture } = await describePack(folder);
  const source = randomSource(config.tokenizer, architecture, 0);
  const { graphs, weightFiles } = buildPackGraphs(source, config.precision);
  for (const { name, byteLength } of weightFiles)
    if (config.files[name]?.bytes !== byteLength)
      throw laidOutOtherwise(folder, `${name} has ${config.files[name]?.bytes} bytes, not ${byteLength}`);

  const changed: Record<string, FileDigest> = {};
  const renamings: [string, string][] = [];
  try {
    for (const graph of graphs) {
      const name = `${graph.name}.onnx`;
      const before = await readFile(join(folder, name));
      const bytes = graph.serialize();
      if (Buffer.compare(before, bytes) === 0) continue;
      const places = weightPlaces(before);
      for (const [weight, place] of weightPlaces(bytes))
        if (places.get(weight) !== place) throw laidOutOtherwise(folder, `${name} has ${weight} elsewhere`);
      const temporary = join(folder, `.${name}.${process.pid}.tmp`);
      renamings.push([temporary, join(folder, name)]);
      changed[name] = await writeHashed(temporary, [bytes]);
    }
    if (renamings.length === 0) return [];
    // As it was written: the schema would turn grids into something else.
    const text = await readFile(join(folder, 'config.json'), 'utf8');
    const written = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    const temporary = join(folder, `.config.json.${process.pid}.tmp`);
    renamings.push([temporary, join(folder, 'config.json')]);
    await writeHashed(temporary, [
      packJson({
        ...written,
        attention: 'stretches',
        digest: packDigest(config),
        files: { ...config.files, ...changed },
      }),
    ]);
    for (const [from, to] of renamings) await rename(from, to);
    return Object.keys(changed);
  } catch (error) {
    for (const [temporary] of renamings) await rm(temporary, { force: true });
    throw error;
  }
}

/** Where a graph's weights are: file, place, type and shape by name. */
function weightPlaces(bytes: Uint8Array): Map<string, string> {
  const { graph } = onnxProto.onnx.ModelProto.decode(bytes);
  const outside = (graph?.initializer ?? []).filter(tensor => (tensor.externalData ?? []).length > 0);
  return new Map(
    outside.map(({ name, dataType, dims, externalData }) => [
      name ?? '',
      JSON.stringify([dataType, dims?.map(String), externalData?.map(({ key, value }) => [key, value])]),
    ]),
  );
}

function laidOutOtherwise(folder: string, how: string): ConverterError {
  return new ConverterError(
    `${folder} was written by a converter that lays weights out in another way (${how}): convert its checkpoints again`,
  );
}
