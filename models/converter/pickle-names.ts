import { ConverterError } from './converter-error.ts';
import {
  asList,
  Callable,
  malformed,
  type Pickled,
  Storage,
  type StorageElementType,
  StorageType,
  StridedTensor,
  setItems,
} from './pickle-values.ts';

/** Element types of PyTorch storages that are read, by the class the pickle names. */
const storageTypes = {
  FloatStorage: 'float32',
  DoubleStorage: 'float64',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
} as const satisfies Record<string, StorageElementType>;

/**
 * Every name that a pickle may mention. A pickle is a program that calls what it names, so nothing is looked up:
 * what is not here is refused.
 */
const allowedNames = new Map<string, StorageType | Callable>([
  ...Object.entries(storageTypes).map(
    ([name, elementType]) => [`torch.${name}`, new StorageType(elementType)] as const,
  ),
  ['collections.OrderedDict', new Callable(args => orderedDictionary(args))],
  ['torch.Size', new Callable(args => sizes(args[0]))],
  ['torch._utils._rebuild_tensor_v2', new Callable(args => rebuiltTensor(args))],
  ['torch._utils._rebuild_parameter', new Callable(args => rebuiltParameter(args))],
]);

/**
 * What a name in a pickle stands for.
 * @throws ConverterError when it may not be mentioned.
 */
export function named(module: string, name: string): Pickled {
  const value = allowedNames.get(`${module}.${name}`);
  if (value === undefined)
    throw new ConverterError(
      `the pickle names ${module}.${name}; only tensors and plain containers are read, nothing is run`,
    );
  return value;
}

/** The storage that a persistent id refers to: `('storage', class, entry, device, length)`. */
function sizes(value: Pickled | undefined): number[] {
  if (!Array.isArray(value) || !value.every(size => Number.isSafeInteger(size) && Number(size) >= 0))
    throw malformed('a tensor whose sizes are not whole numbers');
  return value as number[];
}

function orderedDictionary(args: readonly Pickled[]): Pickled {
  const dictionary = new Map<Pickled, Pickled>();
  // Python 2 passed the items as a list of pairs.
  for (const pair of asList(args[0] ?? [])) setItems(dictionary, asList(pair));
  return dictionary;
}

export function persistentStorage(id: Pickled): Storage {
  const [kind, type, key, , length] = asList(id);
  if (
    kind !== 'storage' ||
    !(type instanceof StorageType) ||
    typeof key !== 'string' ||
    typeof length !== 'number'
  )
    throw malformed('a reference to something that is not a tensor storage');
  return new Storage(key, type.elementType, length);
}

function rebuiltTensor(args: readonly Pickled[]): StridedTensor {
  const [storage, offset, shape, strides] = args;
  const [start] = sizes([offset ?? null]);
  if (!(storage instanceof Storage) || start === undefined) throw malformed('a tensor without a storage');
  const tensor = new StridedTensor(storage, start, sizes(shape), sizes(strides));
  if (tensor.shape.length !== tensor.strides.length)
    throw malformed('a tensor whose strides do not fit its shape');
  return tensor;
}

function rebuiltParameter(args: readonly Pickled[]): StridedTensor {
  const [data] = args;
  if (!(data instanceof StridedTensor)) throw malformed('a parameter without a tensor');
  return data;
}
