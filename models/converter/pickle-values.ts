import { ConverterError } from './converter-error.ts';

/** What a checkpoint's pickle may hold. Dictionaries become maps, lists and tuples arrays. */
export type Pickled =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Pickled[]
  | Map<Pickled, Pickled>
  | StorageType
  | Storage
  | StridedTensor
  | Callable;

/** Element types of the storages that are read. */
export type StorageElementType =
  | 'float32'
  | 'float64'
  | 'float16'
  | 'bfloat16'
  | 'int64'
  | 'int32'
  | 'int16'
  | 'int8'
  | 'uint8'
  | 'bool';

/** The class of a storage. */
export class StorageType {
  readonly elementType: StorageElementType;
  constructor(elementType: StorageElementType) {
    this.elementType = elementType;
  }
}

/** A flat run of elements, kept in an archive entry of its own. */
export class Storage {
  readonly key: string;
  readonly elementType: StorageElementType;
  readonly length: number;
  constructor(key: string, elementType: StorageElementType, length: number) {
    this.key = key;
    this.elementType = elementType;
    this.length = length;
  }
}

/** A view on a storage. Offset and strides count elements. */
export class StridedTensor {
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(storage: Storage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

/** Something a pickle may call. */
export class Callable {
  readonly call: (args: readonly Pickled[]) => Pickled;
  constructor(call: (args: readonly Pickled[]) => Pickled) {
    this.call = call;
  }
}

/** @returns `value` when it is a list or tuple. @throws ConverterError otherwise. */
export function asList(value: Pickled): Pickled[] {
  if (!Array.isArray(value)) throw malformed('a list is expected where something else is');
  return value;
}

/** @returns `value` when it is a dictionary. @throws ConverterError otherwise. */
export function asDictionary(value: Pickled): Map<Pickled, Pickled> {
  if (!(value instanceof Map)) throw malformed('a dictionary is expected where something else is');
  return value;
}

/** Adds keys and values that alternate in `items`. */
export function setItems(dictionary: Map<Pickled, Pickled>, items: readonly Pickled[]): void {
  for (let index = 0; index + 1 < items.length; index += 2)
    dictionary.set(items[index] as Pickled, items[index + 1] as Pickled);
}

export function malformed(what: string): ConverterError {
  return new ConverterError(`the pickle is malformed: ${what}`);
}
