import { boolean, called, dictionary, integer, name, pickle, storage, text, tuple } from './pickle-writer.ts';
import type { SourceTensor } from './source-tensor.ts';
import { elementCount } from './weight.ts';
import { writeArchive } from './zip-writer.ts';

/** Where the state is in the pickle: as it is, or under these keys, outermost first. */
export type Wrapping = readonly string[];

/**
 * Writes tensors as a float32 PyTorch checkpoint, one tensor in memory at a time. `torch.load` reads it.
 * @param path the file; must not exist.
 * @param wrapping `['model']` as in FlexVAE.pth, `['trainer', 'var_wo_ddp']` as in the transformers'.
 */
export async function writeCheckpoint(
  path: string,
  tensors: Iterable<SourceTensor>,
  wrapping: Wrapping = [],
): Promise<void> {
  const list = [...tensors];
  async function* entries(): AsyncGenerator<readonly [string, Uint8Array]> {
    yield ['archive/data.pkl', pickledState(list, wrapping)];
    yield ['archive/byteorder', Buffer.from('little')];
    for (const [index, tensor] of list.entries()) {
      const values = await tensor.read();
      yield [`archive/data/${index}`, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)];
    }
    yield ['archive/version', Buffer.from('3\n')];
  }
  await writeArchive(path, entries());
}

/** The pickle of a dictionary of float32 tensors, each with a storage of its own. */
function pickledState(tensors: readonly SourceTensor[], wrapping: Wrapping): Uint8Array {
  const items = tensors.flatMap((tensor, index) => [
    text(tensor.name),
    tensorPickle(tensor.shape, String(index)),
  ]);
  let state = dictionary(...items);
  for (const key of wrapping.toReversed()) state = dictionary(text(key), state);
  return pickle(state);
}

function tensorPickle(shape: readonly number[], key: string): Buffer {
  const length = elementCount(shape);
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  return called(
    name('torch._utils', '_rebuild_tensor_v2'),
    storage('FloatStorage', key, length),
    integer(0),
    tuple(...shape.map(integer)),
    tuple(...strides.map(integer)),
    boolean(false),
    called(name('collections', 'OrderedDict')),
  );
}
