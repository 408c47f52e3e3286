import type { Evaluation } from './evaluation.ts';
import type { Measurement } from './measurement.ts';

const rounds = 20;

/** Size of the pack, and the time one picture takes to decode. */
export async function measurePack({ config, engine }: Evaluation, threads: number): Promise<Measurement[]> {
  const bytes = Object.values(config.files).reduce((sum, file) => sum + file.bytes, 0);
  const side = Math.round(config.trainedSide / config.tokenizer.stride);
  const tokens = new Uint16Array(side * side);
  const times: number[] = [];
  // The first rounds warm up.
  for (let round = -3; round < rounds; round++) {
    const started = performance.now();
    await engine.decode(tokens, { rows: side, columns: side });
    if (round >= 0) times.push(performance.now() - started);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  const millions = (count: number) => `${(count / 1e6).toFixed(2)} M`;
  return [
    {
      what: `decoding one ${config.trainedSide} px picture, ${threads} threads, median of ${rounds}`,
      result: `${median.toFixed(0)} ms`,
      aim: { text: '< 60 ms', met: median < 60 },
    },
    {
      what: 'files together',
      result: `${(bytes / 1e6).toFixed(1)} MB`,
      aim: { text: '<= 40 MB', met: bytes <= 40e6 },
    },
    {
      what: 'parameters: tokenizer, transformer',
      result: `${millions(config.tokenizer.parameters)}, ${millions(config.transformer.parameters)}`,
    },
  ];
}
