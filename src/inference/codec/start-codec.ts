import { describePack } from '../packs/load-pack.ts';
import { type HostSettings, startHost } from '../processes/start-host.ts';
import type { Codec } from './codec.ts';
import { TokenizerHost } from './tokenizer-host.ts';

/**
 * Starts the process that decodes and encodes, on the CPU, and waits until it is ready.
 * @param signal aborts the start and kills the process.
 * @throws PackError if the pack cannot be used.
 */
export async function startCodec(settings: HostSettings, signal?: AbortSignal): Promise<Codec> {
  const { config } = await describePack(settings.packDir);
  const { stride } = config.tokenizer;
  return startHost(child => new TokenizerHost({ ...child, stride }), 'cpu', settings, signal);
}
