import type { Device } from '../onnx/device.ts';
import type { ChildSettings } from './child-host.ts';
import type { ChildReport } from './child-report.ts';
import type { Hosted } from './hosted.ts';

/** How a part of a model is run. */
export interface HostSettings {
  /** Folder of the model pack. */
  readonly packDir: string;
  readonly threads: number;
  /** Seconds a child may take for anything before it counts as hanging; large work gets more. @default 20 */
  readonly patienceSeconds?: number;
  /** Seconds a child may take to open the pack. @default 120 */
  readonly openSeconds?: number;
  /** Told of children that start, die or cannot be started. */
  readonly report?: (report: ChildReport) => void;
}

/** What hosts of both kinds are made with. */
export interface HostedChild extends Omit<ChildSettings, 'name' | 'script'> {
  /** Seconds that anything may take. */
  readonly patienceSeconds: number;
}

interface Startable extends Hosted {
  start(): Promise<void>;
}

/**
 * Makes a host and waits until its first child can work.
 * @param signal ends the start: the child is killed.
 * @throws what the start throws; the host is closed then.
 */
export async function startHost<Host extends Startable>(
  make: (child: HostedChild) => Host,
  device: Device,
  settings: HostSettings,
  signal?: AbortSignal,
): Promise<Host> {
  signal?.throwIfAborted();
  const { packDir, threads, openSeconds = 120, patienceSeconds = 20, report = () => {} } = settings;
  const open = { type: 'open', folder: packDir, settings: { device, threads } } as const;
  const host = make({ open, openSeconds, patienceSeconds, report });
  const abort = () => void host.close();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    await host.start();
    return host;
  } catch (error) {
    await host.close();
    throw error;
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
