import { join } from 'node:path';
import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { InferenceError, PackError, ProviderUnavailableError } from '../errors.ts';
import { type Device, partsOf } from './device.ts';

/** Session settings. */
export interface SessionSettings {
  /** The device; operators it does not support run on the CPU. */
  readonly device: Device;
  /** Threads per session, explicit because onnxruntime's default ignores container limits. */
  readonly threads: number;
}

export type Feeds = Readonly<Record<string, Tensor>>;

/**
 * Opens a graph of a pack.
 * @throws ProviderUnavailableError if a provider is not in this build or does not start.
 * @throws PackError if the graph itself cannot be read.
 */
export async function openSession(
  folder: string,
  graph: string,
  settings: SessionSettings,
): Promise<InferenceSession> {
  const present = listSupportedBackends().map(backend => backend.name);
  const { provider, number } = partsOf(settings.device);
  if (!present.includes(provider))
    throw new ProviderUnavailableError(
      `The execution provider ${provider} is not in this build of onnxruntime-node. Available: ` +
        `${present.join(', ')}.`,
    );
  try {
    return await InferenceSession.create(join(folder, graph), {
      executionProviders: [number === null ? provider : { name: provider, deviceId: number }],
      intraOpNumThreads: settings.threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      // Every scale has its own shapes, and a memory pattern would be kept for each: 100 MB more, and no faster.
      enableMemPattern: false,
      // The arena keeps the memory of the largest run (2 GB after one picture of 64 x 64 tokens), and is no faster
      // here.
      enableCpuMemArena: false,
      graphOptimizationLevel: 'all',
      // Errors reach the caller as exceptions; warnings about graphs only concern their authors.
      logSeverityLevel: 3,
      // Between runs, spinning threads would take cores from the decoder and the server.
      extra: {
        session: {
          intra_op: { allow_spinning: '0' },
          inter_op: { allow_spinning: '0' },
          // Without VNNI, sums of int8 products overflow in the fast kernel, so tokens would depend on the processor.
          x64quantprecision: '1',
        },
      },
    });
  } catch (error) {
    const reason = reasonOf(error);
    if (provider !== 'cpu' && !/external|protobuf|No such file|load model/i.test(reason))
      throw new ProviderUnavailableError(`${settings.device} does not work on this machine: ${reason}`, {
        cause: error,
      });
    throw new PackError(`${join(folder, graph)} cannot be loaded: ${reason}`, { cause: error });
  }
}

/** onnxruntime's message on one line, without its leading source location. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message
    .replace(/^\S*onnxruntime_src\S* .*?\bwas false\. /s, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Runs a session. `fetches` names outputs, or provides tensors that receive them. */
export async function run(
  session: InferenceSession,
  feeds: Feeds,
  fetches: readonly string[] | Feeds,
): Promise<InferenceSession.OnnxValueMapType> {
  try {
    return await session.run(feeds, fetches as string[]);
  } catch (error) {
    throw new InferenceError(
      `onnxruntime failed: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}

/** The data of a float32 output. */
export function floats(outputs: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const value = outputs[name];
  if (!(value instanceof Tensor) || !(value.data instanceof Float32Array))
    throw new InferenceError(`the graph has no float32 output named ${name}`);
  return value.data;
}

export function floatTensor(data: Float32Array, shape: readonly number[]): Tensor {
  return new Tensor('float32', data, shape);
}

export function intTensor(data: Int32Array, shape: readonly number[]): Tensor {
  return new Tensor('int32', data, shape);
}

export function longTensor(data: readonly number[]): Tensor {
  return new Tensor('int64', BigInt64Array.from(data, BigInt), [data.length]);
}
