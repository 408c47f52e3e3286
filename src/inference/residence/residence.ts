import type { Device } from '../onnx/device.ts';
import type { ModelDigest } from '../packs/pack-digest.ts';
import type { ChildName } from '../processes/child-report.ts';
import type { Hosted } from '../processes/hosted.ts';
import type { ResidenceState, Resident } from './resident.ts';

/** Memory to leave free when loading a model, in bytes, for growth of other processes. */
const headroom = 256 * 2 ** 20;

/** A part of a model: its generator on a device, or its codec. */
export interface PartName {
  readonly digest: ModelDigest;
  readonly child: ChildName;
  readonly device: Device;
}

export interface ResidentPart extends PartName {
  readonly state: ResidenceState;
}

/** The loaded parts of models. */
export class Residence {
  readonly #parts: (PartName & { readonly part: Resident<Hosted> })[] = [];

  add<Part extends Resident<Hosted>>(name: PartName, part: Part): Part {
    this.#parts.push({ ...name, part });
    return part;
  }

  /** Every part, in the order in which they were added, and whether it is loaded now. */
  get parts(): readonly ResidentPart[] {
    return this.#parts.map(({ part, ...name }) => ({ ...name, state: part.state }));
  }

  get processIds(): readonly number[] {
    return this.#parts.flatMap(({ part }) => part.processIds);
  }

  /** Whether all parts of a model are loaded or can be. */
  ready(digest: ModelDigest): boolean {
    return this.#of(digest).every(part => part.ready);
  }

  /** @throws the error of the first failed start, after all have settled. */
  async load(digest: ModelDigest): Promise<void> {
    const results = await Promise.allSettled(this.#of(digest).map(part => part.load()));
    const failed = results.find(result => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Like `load`, and cancels a pending unload. @throws as `load` */
  async keep(digest: ModelDigest): Promise<void> {
    const results = await Promise.allSettled(this.#of(digest).map(part => part.keep()));
    const failed = results.find(result => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Unloads each part of a model as soon as it is idle; resolves when those that are idle now are unloaded. */
  async letGo(digest: ModelDigest): Promise<void> {
    await Promise.all(this.#of(digest).map(part => part.letGo()));
  }

  /** Unloads the least recently used parts until there is room or nothing is idle. */
  async makeRoom(bytes: number): Promise<void> {
    for (;;) {
      if (process.availableMemory() >= bytes + headroom) return;
      const idle = this.#parts
        .flatMap(({ part }) => (part.idleSince === null ? [] : [{ part, since: part.idleSince }]))
        .sort((a, b) => a.since - b.since);
      const [oldest] = idle;
      if (oldest === undefined || !(await oldest.part.unload())) return;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#parts.map(({ part }) => part.close()));
  }

  #of(digest: ModelDigest): Resident<Hosted>[] {
    return this.#parts.filter(entry => entry.digest === digest).map(({ part }) => part);
  }
}
