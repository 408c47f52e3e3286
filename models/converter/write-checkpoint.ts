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
  const items = tensors.map(({ name, shape }, index) =>
    Buffer.concat([text(name), tensorPickle(shape, String(index))]),
  );
  let state = dictionary(Buffer.concat(items));
  for (const key of wrapping.toReversed()) state = dictionary(Buffer.concat([text(key), state]));
  return Buffer.concat([Buffer.of(0x80, 2), state, Buffer.from('.')]);
}

function tensorPickle(shape: readonly number[], key: string): Buffer {
  const strides = shape.map((_, axis) => elementCount(shape.slice(axis + 1)));
  const storage = tuple(
    text('storage'),
    name('torch', 'FloatStorage'),
    text(key),
    text('cpu'),
    integer(elementCount(shape)),
  );
  const hooks = Buffer.concat([name('collections', 'OrderedDict'), Buffer.from(')R')]);
  return Buffer.concat([
    name('torch._utils', '_rebuild_tensor_v2'),
    tuple(
      Buffer.concat([storage, Buffer.from('Q')]),
      integer(0),
      tuple(...shape.map(integer)),
      tuple(...strides.map(integer)),
      Buffer.of(0x89),
      hooks,
    ),
    Buffer.from('R'),
  ]);
}

/** An empty dictionary, a mark, the items, SETITEMS. */
function dictionary(items: Buffer): Buffer {
  return Buffer.concat([Buffer.from('}('), items, Buffer.from('u')]);
}

function tuple(...items: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from('('), ...items, Buffer.from('t')]);
}

function name(module: string, attribute: string): Buffer {
  return Buffer.from(`c${module}\n${attribute}\n`);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const header = Buffer.alloc(5);
  header.write('X', 0, 'latin1');
  header.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.write('J', 0, 'latin1');
  bytes.writeInt32LE(value, 1);
  return bytes;
}
