import { type FileHandle, open } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Where PyTorch starts the data of each entry, so that they can be mapped. */
const alignment = 64;

/**
 * Writes a zip archive of uncompressed entries as PyTorch does, always in the zip64 form, so no size is too large.
 * Entries are taken one at a time.
 * @param path the file; must not exist.
 */
export async function writeArchive(
  path: string,
  entries: AsyncIterable<readonly [string, Uint8Array]> | Iterable<readonly [string, Uint8Array]>,
): Promise<void> {
  await using file = await open(path, 'wx');
  const directory: Buffer[] = [];
  let position = 0;
  const append = async (...parts: readonly Uint8Array[]) => {
    for (const part of parts) position += await writeWhole(file, part, position);
  };
  for await (const [name, data] of entries) {
    const offset = position;
    const checksum = crc32(data);
    await append(localHeader(name, data.byteLength, checksum, offset), data);
    directory.push(directoryEntry(name, data.byteLength, checksum, offset));
  }
  const start = position;
  await append(...directory);
  await append(directoryEnd(directory.length, start, position - start));
}

async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<number> {
  let written = 0;
  while (written < bytes.byteLength)
    written += (await file.write(bytes, written, bytes.byteLength - written, position + written))
      .bytesWritten;
  return written;
}

function localHeader(name: string, size: number, checksum: number, offset: number): Buffer {
  const nameBytes = Buffer.from(name);
  const sizes = Buffer.alloc(20);
  sizes.writeUInt16LE(0x0001, 0);
  sizes.writeUInt16LE(16, 2);
  sizes.writeBigUInt64LE(BigInt(size), 4);
  sizes.writeBigUInt64LE(BigInt(size), 12);
  const unpadded = offset + 30 + nameBytes.length + sizes.length + 4;
  const padding = Buffer.alloc(4 + ((alignment - (unpadded % alignment)) % alignment));
  padding.write('FB', 0, 'latin1');
  padding.writeUInt16LE(padding.length - 4, 2);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(45, 4);
  header.writeUInt32LE(checksum, 14);
  header.writeUInt32LE(0xffffffff, 18);
  header.writeUInt32LE(0xffffffff, 22);
  header.writeUInt16LE(nameBytes.length, 26);
  header.writeUInt16LE(sizes.length + padding.length, 28);
  return Buffer.concat([header, nameBytes, sizes, padding]);
}

function directoryEntry(name: string, size: number, checksum: number, offset: number): Buffer {
  const nameBytes = Buffer.from(name);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(size), 4);
  extra.writeBigUInt64LE(BigInt(size), 12);
  extra.writeBigUInt64LE(BigInt(offset), 20);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(45, 4);
  header.writeUInt16LE(45, 6);
  header.writeUInt32LE(checksum, 16);
  header.writeUInt32LE(0xffffffff, 20);
  header.writeUInt32LE(0xffffffff, 24);
  header.writeUInt16LE(nameBytes.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(0xffffffff, 42);
  return Buffer.concat([header, nameBytes, extra]);
}

function directoryEnd(entries: number, start: number, length: number): Buffer {
  const end = Buffer.alloc(56 + 20 + 22);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(BigInt(entries), 24);
  end.writeBigUInt64LE(BigInt(entries), 32);
  end.writeBigUInt64LE(BigInt(length), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(start + length), 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x06054b50, 76);
  end.fill(0xff, 84, 96);
  return end;
}
