import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { CheckpointTensor } from './checkpoint-tensor.ts';
import { ConverterError } from './converter-error.ts';
import { unpickle } from './pickle.ts';
import { type Pickled, StridedTensor } from './pickle-values.ts';
import { type ArchiveEntry, readArchive } from './zip-archive.ts';

/** Structure alone, without weights, is some hundred bytes a tensor. */
const largestPickle = 64 * 2 ** 20;

/** Names under which training scripts keep the state of a model, tried in turn. */
const wrappers = ['model', 'trainer', 'var_wo_ddp', 'state_dict', 'module', 'ema'];

/** A PyTorch checkpoint: tensors by name, read from the file when they are asked for. */
export class Checkpoint implements AsyncDisposable {
  /** The file's name, for messages. */
  readonly name: string;
  readonly tensors: ReadonlyMap<string, CheckpointTensor>;
  /** Size of the file in bytes. */
  readonly byteLength: number;
  readonly #file: FileHandle;

  private constructor(
    name: string,
    file: FileHandle,
    byteLength: number,
    tensors: ReadonlyMap<string, CheckpointTensor>,
  ) {
    this.name = name;
    this.#file = file;
    this.byteLength = byteLength;
    this.tensors = tensors;
  }

  /**
   * Opens a `.pth` file and reads its structure, not its weights.
   * @throws ConverterError when it cannot be read or holds anything but tensors and plain containers.
   */
  static async open(path: string): Promise<Checkpoint> {
    const name = basename(path);
    const file = await openFile(path);
    try {
      const entries = await readArchive(file);
      const state = findState(unpickle(await readStructure(file, entries)));
      const folder = structureEntry(entries).replace(/data\.pkl$/, '');
      const tensors = new Map(
        [...state].map(([key, tensor]) => [
          key,
          new CheckpointTensor(key, tensor, file, storageEntry(entries, folder, key, tensor)),
        ]),
      );
      return new Checkpoint(name, file, (await file.stat()).size, tensors);
    } catch (error) {
      await file.close();
      if (error instanceof ConverterError)
        throw new ConverterError(`${name}: ${error.message}`, { cause: error });
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new ConverterError(`${path} cannot be read: ${reason}`, { cause: error });
  }
  throw new ConverterError(`${path} cannot be read: it is no file`);
}

function structureEntry(entries: ReadonlyMap<string, ArchiveEntry>): string {
  for (const name of entries.keys()) if (/^[^/]+\/data\.pkl$/.test(name)) return name;
  throw new ConverterError('it is a zip archive without data.pkl, so no PyTorch checkpoint');
}

async function readStructure(
  file: FileHandle,
  entries: ReadonlyMap<string, ArchiveEntry>,
): Promise<Uint8Array> {
  const name = structureEntry(entries);
  const byteOrder = entries.get(name.replace(/data\.pkl$/, 'byteorder'));
  if (byteOrder !== undefined && (await readEntry(file, byteOrder)).toString() !== 'little')
    throw new ConverterError('its numbers are big-endian; only little-endian checkpoints are read');
  const entry = entries.get(name) ?? { start: 0, length: 0 };
  if (entry.length > largestPickle)
    throw new ConverterError(`its data.pkl has ${entry.length} bytes; at most ${largestPickle} are read`);
  return readEntry(file, entry);
}

async function readEntry(file: FileHandle, entry: ArchiveEntry): Promise<Buffer> {
  const { buffer } = await file.read(Buffer.alloc(entry.length), 0, entry.length, entry.start);
  return buffer;
}

/** Finds the dictionary of tensors, however training scripts wrap it. */
function findState(value: Pickled, depth = 0): Map<string, StridedTensor> {
  // A pickle may contain itself, so look no deeper than any script wraps.
  if (!(value instanceof Map) || depth > wrappers.length)
    throw new ConverterError('it holds no dictionary of tensors');
  for (const wrapper of wrappers) {
    const inner = value.get(wrapper);
    if (inner instanceof Map) return findState(inner, depth + 1);
  }
  const state = new Map<string, StridedTensor>();
  for (const [key, item] of value) {
    if (typeof key === 'string' && item instanceof StridedTensor) state.set(key, item);
  }
  if (state.size === 0) throw new ConverterError('it holds no dictionary of tensors');
  return withoutPrefix(state);
}

/** Drops what DistributedDataParallel and torch.compile put before every name. */
function withoutPrefix(state: Map<string, StridedTensor>): Map<string, StridedTensor> {
  for (const prefix of ['module.', '_orig_mod.']) {
    if ([...state.keys()].every(key => key.startsWith(prefix)))
      return withoutPrefix(new Map([...state].map(([key, tensor]) => [key.slice(prefix.length), tensor])));
  }
  return state;
}

function storageEntry(
  entries: ReadonlyMap<string, ArchiveEntry>,
  folder: string,
  name: string,
  tensor: StridedTensor,
): ArchiveEntry {
  const entry = entries.get(`${folder}data/${tensor.storage.key}`);
  if (entry === undefined)
    throw new ConverterError(`the data of ${name} are missing: no entry ${folder}data/${tensor.storage.key}`);
  return entry;
}
