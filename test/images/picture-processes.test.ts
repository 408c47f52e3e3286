import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import type { Variant } from '../../src/images/encode/variant.ts';
import { PictureJobLimitError, PictureProcessError } from '../../src/images/process/errors.ts';
import {
  PictureProcessHost,
  type PictureProcessOptions,
} from '../../src/images/process/picture-process-host.ts';

const plenty = { cpuSeconds: 60, bytes: 2 ** 30 };
let host: PictureProcessHost;
let deaths: string[];

function start(options: Partial<PictureProcessOptions> = {}): PictureProcessHost {
  deaths = [];
  host = new PictureProcessHost({
    limits: plenty,
    hangSeconds: 60,
    onDeath: reason => deaths.push(reason),
    ...options,
  });
  return host;
}
afterEach(() => host.close());

function pixels(side: number) {
  const data = Uint8Array.from({ length: side * side * 3 }, (_, position) => (position * position) % 251);
  return { width: side, height: side, data };
}
function variant(format: Variant['format'], side: number): Variant {
  return { format, width: side, height: side, quality: null };
}
const small = () => host.run('encodeVariant', pixels(8), variant('PNG', 8));
/** A second of computing, and some ten megabytes. */
const large = () => host.run('encodeVariant', pixels(400), variant('AVIF', 400));

function kill(signal: NodeJS.Signals): void {
  process.kill(host.pid ?? Number.NaN, signal);
}

describe('a picture process', () => {
  it('is started when there is something to do, and kept for what comes next', async () => {
    start();
    expect(host.pid).toBeNull();
    expect(await sharp(await small()).metadata()).toMatchObject({ format: 'png', width: 8, height: 8 });
    const { pid } = host;
    await Promise.all([small(), small()]);
    expect(host.pid).toBe(pid);
  });

  it('that is killed is replaced, and the next one does its job', async () => {
    start();
    const job = large();
    kill('SIGKILL');
    expect(await sharp(await job).metadata()).toMatchObject({ width: 400 });
    expect(deaths).toEqual([expect.stringMatching(/was killed by SIGKILL \(at encodeVariant\)$/)]);
  });

  it('takes a job no further that took two with it', async () => {
    start({
      onDeath: reason => {
        // The second is there when the first has been dealt with.
        if (deaths.push(reason) === 1) setImmediate(() => kill('SIGKILL'));
      },
    });
    const job = large();
    kill('SIGKILL');
    await expect(job).rejects.toThrow(PictureProcessError);
    expect(deaths).toHaveLength(2);
    expect(await small()).toBeInstanceOf(Buffer);
  });

  it('that hangs is killed, and the next job gets another', async () => {
    start({ hangSeconds: 1 });
    const job = large();
    kill('SIGSTOP');
    await expect(job).rejects.toMatchObject({ name: 'PictureJobLimitError', limit: 'time' });
    expect(deaths).toEqual([expect.stringContaining('did not respond')]);
    start();
    expect(await small()).toBeInstanceOf(Buffer);
  });

  it.each([
    ['time', { ...plenty, cpuSeconds: 0.05 }],
    ['memory', { ...plenty, bytes: 2 ** 20 }],
  ] as const)('is ended by a job that takes more %s than it may, and says so', async (limit, limits) => {
    start({ limits });
    const job = large();
    const { pid } = host;
    await expect(job).rejects.toThrow(PictureJobLimitError);
    await expect(job).rejects.toMatchObject({ limit });
    expect(host.pid).not.toBe(pid);
    expect(deaths).toEqual([]);
  });

  it('exits when idle, and is restarted on demand', async () => {
    start({ idleSeconds: 0 });
    await small();
    await expect.poll(() => host.pid).toBeNull();
    expect(await small()).toBeInstanceOf(Buffer);
    expect(deaths).toEqual([]);
  });

  it('refuses what waits when it is closed', async () => {
    start();
    const jobs = Promise.allSettled([large(), small()]);
    await host.close();
    for (const job of await jobs) expect(job.status).toBe('rejected');
    await expect(small()).rejects.toThrow(PictureProcessError);
  });
});
