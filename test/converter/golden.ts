import { readFileSync } from 'node:fs';

/** Small random checkpoints in the published format, and what the reference implementation computes from them. */
export const goldenFolder = 'test/golden';
export const goldenTokenizer = `${goldenFolder}/FlexVAE.pth`;
export const goldenTransformer = `${goldenFolder}/FlexVARd2.pth`;

interface Entry {
  readonly dtype: 'int32' | 'float32';
  readonly shape: number[];
  readonly offset: number;
}

const index = JSON.parse(readFileSync(`${goldenFolder}/golden.json`, 'utf8')) as {
  tensors: Record<string, Entry>;
};
const bytes = new Uint8Array(readFileSync(`${goldenFolder}/golden.bin`));

/** Names of the golden tensors that match. */
export function goldenNames(pattern: RegExp): string[] {
  return Object.keys(index.tensors).filter(name => pattern.test(name));
}

export function goldenFloats(name: string): { shape: number[]; data: Float32Array } {
  const { shape, offset } = entry(name);
  return { shape, data: new Float32Array(bytes.slice(offset, offset + 4 * count(shape)).buffer) };
}

export function goldenInts(name: string): { shape: number[]; data: Int32Array } {
  const { shape, offset } = entry(name);
  return { shape, data: new Int32Array(bytes.slice(offset, offset + 4 * count(shape)).buffer) };
}

function entry(name: string): Entry {
  const found = index.tensors[name];
  if (found === undefined) throw new Error(`no golden tensor ${name}`);
  return found;
}

function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
