import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Checkpoint } from '../../models/converter/checkpoint.ts';
import {
  boolean,
  called,
  dictionary,
  integer,
  name,
  pickle,
  storage,
  text,
  tuple,
} from '../../models/converter/pickle-writer.ts';
import { writeArchive } from '../../models/converter/zip-writer.ts';
import { temporaryFolder } from './temporary-folder.ts';

const path = temporaryFolder();

interface View {
  readonly kind?: string;
  readonly length?: number;
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A tensor over the storage in `data/0`. */
function tensor({ kind = 'FloatStorage', length = 12, offset = 0, shape, strides }: View): Buffer {
  return called(
    name('torch._utils', '_rebuild_tensor_v2'),
    storage(kind, '0', length),
    integer(offset),
    tuple(...shape.map(integer)),
    tuple(...strides.map(integer)),
    boolean(false),
    called(name('collections', 'OrderedDict')),
  );
}

const twelve = Float32Array.from({ length: 12 }, (_, index) => index);
const scalar = tensor({ shape: [1], strides: [1] });

async function checkpoint(structure: Uint8Array, data: ArrayBufferView = twelve): Promise<Checkpoint> {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  await writeArchive(path('model.pth'), [
    ['model/data.pkl', structure],
    ['model/data/0', bytes],
  ]);
  return Checkpoint.open(path('model.pth'));
}

async function values(structure: Uint8Array, data?: ArrayBufferView): Promise<number[]> {
  await using opened = await checkpoint(structure, data);
  return Array.from((await opened.tensors.get('x')?.read()) ?? []);
}

describe('a tensor of a checkpoint', () => {
  it.each([
    ['FloatStorage', Float32Array.of(1.5, -2, 3)],
    ['DoubleStorage', Float64Array.of(1.5, -2, 3)],
    ['HalfStorage', Float16Array.of(1.5, -2, 3)],
    ['BFloat16Storage', Uint16Array.of(0x3fc0, 0xc000, 0x4040)],
  ])('of a %s is read as float32', async (kind, data) => {
    const x = tensor({ kind, length: 3, shape: [3], strides: [1] });
    expect(await values(pickle(dictionary(text('x'), x)), data)).toEqual([1.5, -2, 3]);
  });

  it('of a LongStorage is read as float32', async () => {
    const x = tensor({ kind: 'LongStorage', length: 2, shape: [2], strides: [1] });
    expect(await values(pickle(dictionary(text('x'), x)), BigInt64Array.of(-7n, 5n))).toEqual([-7, 5]);
  });

  it.each([
    ['a slice', { offset: 4, shape: [2, 2], strides: [2, 1] }, [4, 5, 6, 7]],
    ['a transposition', { shape: [3, 4], strides: [1, 3] }, [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]],
    ['every other column', { offset: 1, shape: [2, 2], strides: [6, 2] }, [1, 3, 7, 9]],
    ['an expanded row', { offset: 2, shape: [3, 2], strides: [0, 1] }, [2, 3, 2, 3, 2, 3]],
    ['a scalar', { offset: 11, shape: [], strides: [] }, [11]],
    ['empty', { shape: [0, 3], strides: [3, 1] }, []],
  ])('that is %s of its storage comes row by row', async (_, view, expected) => {
    expect(await values(pickle(dictionary(text('x'), tensor(view))))).toEqual(expected);
  });

  it('that reaches outside of its storage is refused', async () => {
    const x = tensor({ offset: 3, shape: [2, 5], strides: [5, 1] });
    await expect(checkpoint(pickle(dictionary(text('x'), x)))).rejects.toThrow(
      'model.pth: x [2, 5] reaches outside of its storage of 12 elements',
    );
  });

  it('whose data have another size is refused', async () => {
    const x = tensor({ length: 13, shape: [13], strides: [1] });
    await expect(checkpoint(pickle(dictionary(text('x'), x)))).rejects.toThrow(
      'model.pth: the data of x have 48 bytes, expected 52 (13 of float32)',
    );
  });
});

describe('the state of a model', () => {
  it.each([
    ['bare', dictionary(text('x'), scalar)],
    ['an OrderedDict with metadata', orderedState()],
    ['under model', dictionary(text('model'), dictionary(text('x'), scalar), text('epoch'), integer(3))],
    [
      'under trainer and var_wo_ddp',
      dictionary(text('trainer'), dictionary(text('var_wo_ddp'), dictionary(text('x'), scalar))),
    ],
    ['of DistributedDataParallel', dictionary(text('module.x'), scalar)],
    [
      'a parameter',
      dictionary(text('x'), called(name('torch._utils', '_rebuild_parameter'), scalar, boolean(true))),
    ],
  ])('is found when it is %s', async (_, state) => {
    await using opened = await checkpoint(pickle(state));
    expect([...opened.tensors.keys()]).toEqual(['x']);
  });

  it('is missed with one clear error', async () => {
    await expect(checkpoint(pickle(dictionary(text('epoch'), integer(3))))).rejects.toThrow(
      'model.pth: it holds no dictionary of tensors',
    );
  });
});

describe('a pickle', () => {
  it.each([
    ['os.system', called(name('os', 'system'), text('touch pwned'))],
    ['posix.system', called(name('posix', 'system'), text('touch pwned'))],
    ['builtins.eval', called(name('builtins', 'eval'), text('1'))],
    ['torch.load', called(name('torch', 'load'), text('x'))],
    ['argparse.Namespace', dictionary(text('args'), called(name('argparse', 'Namespace')))],
    // By STACK_GLOBAL, which takes module and name from the stack, and by INST, which takes them from lines.
    ['nt.system', Buffer.concat([text('nt'), text('system'), Buffer.of(0x93)])],
    ['os.popen', Buffer.from('(ios\npopen\n')],
  ])('that names %s is refused by that name', async (forbidden, value) => {
    await expect(checkpoint(pickle(dictionary(text('x'), scalar, text('y'), value)))).rejects.toThrow(
      `model.pth: the pickle names ${forbidden}; only tensors and plain containers are read, nothing is run`,
    );
  });

  it.each([
    ['ends early', Buffer.from('\x80\x02}(X', 'latin1'), 'it ends in the middle of an instruction'],
    ['has no end', Buffer.from('\x80\x02}', 'latin1'), 'it ends in the middle of an instruction'],
    ['takes from an empty stack', Buffer.from('\x80\x02.', 'latin1'), 'the stack is empty'],
    ['is text of protocol 0', Buffer.from('(dp0\n.'), 'instruction 0x70 at byte 2'],
    ['has an unknown instruction', Buffer.from('\x80\x02\x82\x01.', 'latin1'), 'instruction 0x82 at byte 2'],
    ['remembers far away', Buffer.from('\x80\x02}r\xff\xff\xff\x7f.', 'latin1'), 'memo 2147483647'],
    ['calls a number', Buffer.from('\x80\x02K\x01)R.', 'latin1'), 'something is called that is not a name'],
  ])('that %s is refused', async (_, bytes, message) => {
    await expect(checkpoint(bytes)).rejects.toThrow(message);
  });

  it('may contain itself', async () => {
    const itself = Buffer.from('\x80\x02}q\x00X\x05\x00\x00\x00modelh\x00s.', 'latin1');
    await expect(checkpoint(itself)).rejects.toThrow('it holds no dictionary of tensors');
  });
});

describe('a file that is no checkpoint', () => {
  it.each([
    ['text', Buffer.from('hello'), 'it is not a zip archive, as PyTorch checkpoints are'],
    ['empty', Buffer.alloc(0), 'it is not a zip archive, as PyTorch checkpoints are'],
    [
      'a pointer',
      Buffer.from('version https://git-lfs.github.com/spec/v1\n'),
      'it is a Git LFS pointer, not the file',
    ],
    [
      'of old PyTorch',
      Buffer.from('\x80\x02\x8a\x0al\xfc\x9c', 'latin1'),
      'it is in the format of PyTorch before 1.6',
    ],
  ])('because it is %s says so', async (_, bytes, message) => {
    await writeFile(path('model.pth'), bytes);
    await expect(Checkpoint.open(path('model.pth'))).rejects.toThrow(`model.pth: ${message}`);
  });

  it.each([0.1, 0.5, 0.99, 0.9999])(
    'because it ends after %d of its bytes says that it is cut short',
    async part => {
      const whole = await readFile('test/golden/FlexVAE.pth');
      await writeFile(path('model.pth'), whole.subarray(0, Math.floor(whole.length * part)));
      await expect(Checkpoint.open(path('model.pth'))).rejects.toThrow(
        /^model.pth: it is a zip archive that is cut short/,
      );
    },
  );

  it('because it is a zip of something else says so', async () => {
    await writeArchive(path('model.pth'), [['readme.txt', Buffer.from('hello')]]);
    await expect(Checkpoint.open(path('model.pth'))).rejects.toThrow('a zip archive without data.pkl');
  });

  it('because it does not exist says so', async () => {
    await expect(Checkpoint.open(path('model.pth'))).rejects.toThrow('cannot be read: there is no such file');
  });
});

/** What `state_dict()` gives: an OrderedDict whose state, `_metadata`, is set by BUILD. */
function orderedState(): Buffer {
  return Buffer.concat([
    called(name('collections', 'OrderedDict')),
    Buffer.from('('),
    text('x'),
    scalar,
    Buffer.from('u'),
    dictionary(text('_metadata'), called(name('collections', 'OrderedDict'))),
    Buffer.from('b'),
  ]);
}
