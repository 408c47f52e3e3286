import type { Device } from '../onnx/device.ts';
import { describePack } from '../packs/load-pack.ts';
import type { HostSettings } from '../processes/start-host.ts';
import { startHost } from '../processes/start-host.ts';
import type { Generator } from './generator.ts';
import { TransformerHost } from './transformer-host.ts';

export interface GeneratorSettings extends HostSettings {
  /** @default 'cpu' */
  readonly device?: Device;
  /** Budget for the KV caches of all pictures in progress; a single picture may exceed it. @default 160 MB */
  readonly cachesBytes?: number;
}

/** Enough to have many pictures at coarse scales, and a large one at its finest. More is not faster. */
export const cachesBytes = 160 * 2 ** 20;

/**
 * Starts the process that generates tokens, and waits until it is ready.
 * @param signal aborts the start and kills the process.
 * @throws PackError if the pack cannot be used.
 * @throws ProviderUnavailableError if the device does not work here.
 */
export async function startGenerator(settings: GeneratorSettings, signal?: AbortSignal): Promise<Generator> {
  // Also checked here, so that an invalid pack fails before any process is started.
  await describePack(settings.packDir);
  const { device = 'cpu', cachesBytes: memoryBytes = cachesBytes } = settings;
  return startHost(child => new TransformerHost({ ...child, memoryBytes }), device, settings, signal);
}
