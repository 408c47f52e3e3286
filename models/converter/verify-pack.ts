import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openSession } from '../../src/inference/onnx/session.ts';
import { describePack } from '../../src/inference/packs/load-pack.ts';
import type { PackConfig } from '../../src/inference/packs/pack.ts';
import { ConverterError } from './converter-error.ts';

/** The files every pack has, beside `config.json`. */
const required = [
  'labels.json',
  'codebook.bin',
  'positions.bin',
  'encoder.onnx',
  'decoder.onnx',
  'blocks.onnx',
];

/** A model card and its pictures are for people; they may change without the pack being another. */
const modelCard = /\.(md|png|webp)$/;

/**
 * Checks a pack from end to end: schema, labels, size and sha256 of each file, no file missing or unlisted, every graph
 * loads in onnxruntime.
 * @param onStep told what is being checked.
 * @returns the pack's configuration.
 * @throws PackError or ConverterError naming the first thing that is wrong.
 */
export async function verifyPack(
  folder: string,
  onStep: (step: string) => void = () => {},
): Promise<PackConfig> {
  onStep('config.json and labels.json');
  const { config } = await describePack(folder);
  const unlisted = required.find(name => config.files[name] === undefined);
  if (unlisted !== undefined)
    throw new ConverterError(`${join(folder, 'config.json')} does not list ${unlisted}`);
  const extra = (await readdir(folder)).find(
    name => name !== 'config.json' && !modelCard.test(name) && config.files[name] === undefined,
  );
  if (extra !== undefined) throw new ConverterError(`${join(folder, extra)} is not part of the pack`);
  for (const [name, { sha256 }] of Object.entries(config.files)) {
    onStep(`sha256 of ${name}`);
    const found = await sha256Of(join(folder, name));
    if (found !== sha256)
      throw new ConverterError(
        `${join(folder, name)} is damaged: its sha256 is ${found}, the pack says ${sha256}`,
      );
  }
  for (const name of Object.keys(config.files).filter(name => name.endsWith('.onnx'))) {
    onStep(`loading ${name}`);
    const session = await openSession(folder, name, { device: 'cpu', threads: 1 });
    await session.release();
  }
  return config;
}

/** sha256 of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk);
  return hash.digest('hex');
}
