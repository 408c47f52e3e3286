import type { Device } from '../onnx/device.ts';
import { describePack } from '../packs/load-pack.ts';
import type { HostSettings } from '../processes/start-host.ts';
import { startHost } from '../processes/start-host.ts';
import type { Generator } from './generator.ts';
import { TransformerHost } from './transformer-host.ts';

export interface GeneratorSettings extends HostSettings {
  /** @default 'cpu' */
  readonly device?: Device;
  /** What pictures that are computed at once may take beyond the weights; a single one may take more. @default 160 MB */
  readonly togetherBytes?: number;
}

/** More at once is no faster: by then the passes are so large that reading the weights is cheap beside computing. */
export const togetherBytes = 160 * 2 ** 20;

/**
 * Starts the process that turns recipes into tokens, and waits until it can work.
 * @param signal ends the start: the process is killed.
 * @throws PackError when the pack cannot be used.
 * @throws ProviderUnavailableError when the device does not work here.
 */
export async function startGenerator(settings: GeneratorSettings, signal?: AbortSignal): Promise<Generator> {
  // Checked here too: a wrong pack is then an error before any process is started.
  await describePack(settings.packDir);
  const { device = 'cpu', togetherBytes: memoryBytes = togetherBytes } = settings;
  return startHost(child => new TransformerHost({ ...child, memoryBytes }), device, settings, signal);
}
