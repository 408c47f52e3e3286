type Samples = Float32Array | Int16Array | Uint32Array;

/**
 * A TIFF of samples that sharp does not write. @param samples [height, width, channels].
 * @param channels 1 or 3 colours; 2 or 4 with an alpha channel.
 */
export function tiffOfSamples(samples: Samples, width: number, channels: 1 | 2 | 3 | 4): Buffer {
  const height = samples.length / channels / width;
  const each = (value: number) => Array<number>(channels).fill(value);
  const kind = samples instanceof Float32Array ? 3 : samples instanceof Int16Array ? 2 : 1;
  const pixels = Buffer.from(samples.buffer);
  const entries: [tag: number, type: 3 | 4, values: number[]][] = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, each(8 * samples.BYTES_PER_ELEMENT)],
    [259, 3, [1]],
    [262, 3, [channels > 2 ? 2 : 1]],
    [273, 4, [8]],
    [277, 3, [channels]],
    [278, 4, [height]],
    [279, 4, [pixels.length]],
    ...(channels % 2 === 0 ? ([[338, 3, [2]]] satisfies [number, 3, number[]][]) : []),
    [339, 3, each(kind)],
  ];
  const directory = 8 + pixels.length;
  const head = Buffer.alloc(8);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(directory, 4);
  const table = Buffer.alloc(2 + entries.length * 12 + 4);
  table.writeUInt16LE(entries.length, 0);
  const beyond: Buffer[] = [];
  let position = directory + table.length;
  for (const [index, [tag, type, values]] of entries.entries()) {
    const data = Buffer.alloc(Math.max(4, values.length * (type === 3 ? 2 : 4)));
    for (const [place, value] of values.entries())
      type === 3 ? data.writeUInt16LE(value, 2 * place) : data.writeUInt32LE(value, 4 * place);
    const entry = 2 + index * 12;
    table.writeUInt16LE(tag, entry);
    table.writeUInt16LE(type, entry + 2);
    table.writeUInt32LE(values.length, entry + 4);
    if (data.length === 4) data.copy(table, entry + 8);
    else {
      table.writeUInt32LE(position, entry + 8);
      beyond.push(data);
      position += data.length;
    }
  }
  return Buffer.concat([head, pixels, table, ...beyond]);
}
