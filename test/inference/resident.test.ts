import { describe, expect, it } from 'vitest';
import type { Hosted } from '../../src/inference/processes/hosted.ts';
import { Resident } from '../../src/inference/residence/resident.ts';

/** A part that counts how often it was started and closed, and starts when it is let. */
class CountedPart {
  started = 0;
  closed = 0;
  #starts: (() => void)[] = [];
  #held = false;

  readonly resident = new Resident<Hosted>({
    start: async () => {
      if (this.#held) await new Promise<void>(resolve => this.#starts.push(resolve));
      this.started++;
      return { processIds: [], ready: true, close: async () => void this.closed++ };
    },
    bytes: 0,
    idleMs: null,
    makeRoom: async () => {},
  });

  holdStarts(): void {
    this.#held = true;
  }

  async letStart(): Promise<void> {
    while (this.#starts.length === 0) await Promise.resolve();
    for (const start of this.#starts.splice(0)) start();
  }
}

describe('a part that is to be unloaded', () => {
  it('is at once when nobody uses it, and is loaded again by its next use', async () => {
    const part = new CountedPart();
    await part.resident.load();
    await part.resident.letGo();
    expect([part.closed, part.resident.state]).toEqual([1, 'UNLOADED']);
    await part.resident.use(async () => {});
    expect([part.started, part.resident.state]).toEqual([2, 'LOADED']);
  });

  it('stays as long as somebody uses it, and goes with the last one', async () => {
    const part = new CountedPart();
    await part.resident.take();
    await part.resident.take();
    await part.resident.letGo();
    expect(part.resident.state).toBe('LOADED');
    part.resident.release();
    expect(part.resident.state).toBe('LOADED');
    part.resident.release();
    expect([part.closed, part.resident.state]).toEqual([1, 'UNLOADED']);
  });

  it('goes once: whoever uses it later keeps it', async () => {
    const part = new CountedPart();
    await part.resident.take();
    await part.resident.letGo();
    part.resident.release();
    await part.resident.use(async () => {});
    expect([part.closed, part.resident.state]).toEqual([1, 'LOADED']);
  });

  it('stays when it is wanted again before', async () => {
    const part = new CountedPart();
    await part.resident.take();
    await part.resident.letGo();
    await part.resident.keep();
    part.resident.release();
    expect([part.closed, part.resident.state]).toEqual([0, 'LOADED']);
  });

  it('goes as soon as it is there when it was being loaded', async () => {
    const part = new CountedPart();
    part.holdStarts();
    const loading = part.resident.load();
    await part.resident.letGo();
    expect(part.resident.state).toBe('LOADING');
    await part.letStart();
    await loading;
    expect([part.closed, part.resident.state]).toEqual([1, 'UNLOADED']);
  });
});
