import { z } from 'zod';

/** Supported execution providers of onnxruntime. */
const providers = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'] as const;
export type ExecutionProvider = (typeof providers)[number];

/** A device: an execution provider with an optional device index: `cpu`, `cuda:1`. */
export type Device = ExecutionProvider | `${'cuda' | 'dml'}:${number}`;

/** The forms of device names, for messages. */
export const deviceForm = 'cpu, cuda, cuda:1, webgpu, dml, dml:1 or coreml';

export function isDevice(text: string): text is Device {
  return /^(cpu|webgpu|coreml|(cuda|dml)(:\d{1,2})?)$/.test(text);
}

export const deviceSchema = z.custom<Device>(value => typeof value === 'string' && isDevice(value));

/** The device's provider, and its index if any. */
export function partsOf(device: Device): { provider: ExecutionProvider; number: number | null } {
  const [name, number] = device.split(':');
  const provider = providers.find(candidate => candidate === name);
  if (provider === undefined) throw new RangeError(`${device} is not a device: ${deviceForm}`);
  return { provider, number: number === undefined ? null : Number(number) };
}
