import type { Device } from '../onnx/device.ts';
import type { ChildSettings } from './child-host.ts';
import type { ChildReport } from './child-report.ts';
import type { Hosted } from './hosted.ts';

/** Settings for running a part of a model. */
export interface HostSettings {
  /** Folder of the model pack. */
  readonly packDir: string;
  readonly threads: number;
  /** Seconds before a silent child counts as hanging; large work gets more. @default 20 */
  readonly patienceSeconds?: number;
  /** Seconds a child may take to open the pack. @default 120 */
  readonly openSeconds?: number;
  /** Called when children start, die or cannot be started. */
  readonly report?: (report: ChildReport) => void;
}

/** Settings common to both kinds of hosts. */
export interface HostedChild extends Omit<ChildSettings, 'name' | 'script'> {
  /** Minimum allowance in seconds. */
  readonly patienceSeconds: number;
}

interface Startable extends Hosted {
  start(): Promise<void>;
}

/**
 * Creates a host and waits until its first child is ready.
 * @param signal aborts the start and kills the child.
 * @throws errors of the start; the host is closed then.
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
