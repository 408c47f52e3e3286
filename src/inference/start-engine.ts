import { startCodec } from './codec/start-codec.ts';
import type { Engine } from './engine.ts';
import { type GeneratorSettings, startGenerator } from './generator/start-generator.ts';

export interface EngineSettings extends GeneratorSettings {
  /** Threads of the codec. @default 1 */
  readonly codecThreads?: number;
}

/**
 * Starts both parts of a pack and waits until they are ready.
 * @throws as `startGenerator` and `startCodec`; nothing is left running then.
 */
export async function startEngine(settings: EngineSettings): Promise<Engine> {
  const { codecThreads = 1 } = settings;
  const starting = [startGenerator(settings), startCodec({ ...settings, threads: codecThreads })] as const;
  await Promise.allSettled(starting);
  const [generator, codec] = await Promise.all(starting).catch(async error => {
    for (const part of starting) await part.then(started => started.close()).catch(() => {});
    throw error;
  });
  return {
    decodesAtOnce: codec.decodesAtOnce,
    generate: (job, options) => generator.generate(job, options),
    decode: (tokens, grid) => codec.decode(tokens, grid),
    encode: (image, grids) => codec.encode(image, grids),
    get processIds() {
      return [...generator.processIds, ...codec.processIds];
    },
    get ready() {
      return generator.ready && codec.ready;
    },
    async close() {
      await Promise.all([generator.close(), codec.close()]);
    },
  };
}
