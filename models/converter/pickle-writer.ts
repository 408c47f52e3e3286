/**
 * Parts of pickles (protocol 2), each the bytes that put one value on the stack. For a pickle that can be read by hand:
 * `pickle(dictionary(text('side'), integer(16)))`.
 */

export function pickle(value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(0x80, 2), value, Buffer.from('.')]);
}

/** Keys and values in turn. */
export function dictionary(...items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from('}('), ...items, Buffer.from('u')]);
}

export function tuple(...items: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from('('), ...items, Buffer.from('t')]);
}

/** What a module calls by a name. */
export function name(module: string, attribute: string): Buffer {
  return Buffer.from(`c${module}\n${attribute}\n`);
}

/** The result of calling `callable`. */
export function called(callable: Uint8Array, ...args: readonly Uint8Array[]): Buffer {
  return Buffer.concat([callable, tuple(...args), Buffer.from('R')]);
}

export function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const header = Buffer.alloc(5);
  header.write('X', 0, 'latin1');
  header.writeUInt32LE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

/** An integer of 32 bits. */
export function integer(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.write('J', 0, 'latin1');
  bytes.writeInt32LE(value, 1);
  return bytes;
}

export function boolean(value: boolean): Buffer {
  return Buffer.of(value ? 0x88 : 0x89);
}

/**
 * A tensor storage, whose data are in the archive's entry `data/<key>`.
 * @param kind class of `torch`, for example `FloatStorage`.
 * @param length number of elements.
 */
export function storage(kind: string, key: string, length: number): Buffer {
  const id = tuple(text('storage'), name('torch', kind), text(key), text('cpu'), integer(length));
  return Buffer.concat([id, Buffer.from('Q')]);
}
