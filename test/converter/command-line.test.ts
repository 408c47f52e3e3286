import { execFileSync } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolder } from '../../models/converter/pack-folder.ts';
import { called, dictionary, name, pickle, text } from '../../models/converter/pickle-writer.ts';
import { randomModel } from '../../models/converter/random-model.ts';
import { writeCheckpoint } from '../../models/converter/write-checkpoint.ts';
import { writeArchive } from '../../models/converter/zip-writer.ts';
import { goldenTokenizer, goldenTransformer } from './golden.ts';
import { Hub } from './hub.ts';
import { type Run, runModels } from './run-models.ts';
import { smallArchitecture, smallLayout } from './small-model.ts';
import { temporaryFolder } from './temporary-folder.ts';

const path = temporaryFolder();

function convert(files: { tokenizer?: string; transformer?: string; out?: string } = {}): Promise<Run> {
  const { tokenizer = goldenTokenizer, transformer = goldenTransformer, out = path('packs', 'pack') } = files;
  return runModels(['convert', '--tokenizer', tokenizer, '--transformer', transformer, '--out', out]);
}

/** One line of error, exit code 1, nothing but what was there. */
async function expectRefusal(run: Run, message: string, left: readonly string[] = []): Promise<void> {
  expect(run.errors).toMatch(/^error: [^\n]+\n$/);
  expect(run.errors).toContain(message);
  expect(run.code).toBe(1);
  expect(existsSync(path('packs')) ? await readdir(path('packs')) : []).toEqual(left);
}

describe('models convert', () => {
  it('writes a pack that models list shows and models verify accepts', async () => {
    expect(await convert()).toEqual({ code: 0, out: `wrote ${path('packs', 'pack')}\n`, errors: '' });
    const list = await runModels(['list', '--folder', path('packs')]);
    expect(list.out.split('\n').map(line => line.split(/ {2,}/))).toEqual([
      ['name', 'title', 'weights', 'parameters', 'classes', 'trained at', 'size', 'folder'],
      [
        'pack',
        'FlexVAR d2',
        'float32',
        '1.3 M',
        '10',
        '256 px',
        expect.stringMatching(/^5\.\d MB$/),
        path('packs', 'pack'),
      ],
      [''],
    ]);
    const verify = await runModels(['verify', path('packs', 'pack')]);
    expect(verify).toMatchObject({ code: 0, errors: '' });
    expect(verify.out).toMatch(/^pack: \d+ files as listed, \d+ graphs load\n$/);
  });

  it('refuses a checkpoint that is cut short', async () => {
    const whole = await readFile(goldenTransformer);
    await writeFile(path('short.pth'), whole.subarray(0, whole.length / 2));
    const run = await convert({ transformer: path('short.pth') });
    await expectRefusal(run, 'short.pth: it is a zip archive that is cut short');
  });

  it('refuses a file that is no archive', async () => {
    await writeFile(path('page.pth'), '<!doctype html>');
    await expectRefusal(await convert({ tokenizer: path('page.pth') }), 'page.pth: it is not a zip archive');
  });

  it('refuses a pickle that names os.system, and does not run it', async () => {
    const attack = pickle(
      dictionary(text('model'), called(name('os', 'system'), text(`touch ${path('pwned')}`))),
    );
    await writeArchive(path('attack.pth'), [['attack/data.pkl', attack]]);
    const run = await convert({ tokenizer: path('attack.pth') });
    await expectRefusal(
      run,
      'attack.pth: the pickle names os.system; only tensors and plain containers are read',
    );
    expect(existsSync(path('pwned'))).toBe(false);
  });

  it.each([
    [
      'a tensor of a wrong shape',
      [3, 3, 3, 3],
      'decoder.conv_out.weight has shape [3, 3, 3, 3], expected [3, 32, 3, 3]',
    ],
    ['a missing tensor', null, 'tensor decoder.conv_out.weight is missing, expected shape [3, 32, 3, 3]'],
  ])('refuses %s by its name', async (_, shape, message) => {
    const tensors = new Map(randomModel(smallLayout, smallArchitecture, 1).tokenizer);
    if (shape === null) tensors.delete('decoder.conv_out.weight');
    else {
      const read = async () => new Float32Array(81);
      tensors.set('decoder.conv_out.weight', { name: 'decoder.conv_out.weight', shape, read });
    }
    await writeCheckpoint(path('vae.pth'), tensors.values(), ['model']);
    await expectRefusal(await convert({ tokenizer: path('vae.pth') }), message);
  });

  it('refuses to write over what exists', async () => {
    await mkdir(path('packs', 'pack'), { recursive: true });
    await expectRefusal(await convert(), 'exists already; remove it or choose another --out', ['pack']);
    expect(await readdir(path('packs', 'pack'))).toEqual([]);
  });

  it('leaves nothing when it is interrupted', async () => {
    await mkdir(path('packs'));
    const watcher = watch(path('packs'));
    const args = ['random', '--depth', '2', '--out', path('packs', 'pack')];
    // Its temporary folder appears, so it is writing.
    const run = await runModels(args, kill => watcher.once('change', kill));
    watcher.close();
    await expectRefusal(run, 'interrupted by SIGTERM');
  });

  it('removes what a killed conversion left', async () => {
    // No process has this id: Linux ends at 2^22.
    await mkdir(path('packs', '.pack.99999999.tmp'), { recursive: true });
    expect((await convert()).code).toBe(0);
    expect(await readdir(path('packs'))).toEqual(['pack']);
  });
});

describe('a full disk', () => {
  it('ends the conversion with one clear error and nothing written', async context => {
    await mkdir(path('packs'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', path('packs')], { stdio: 'ignore' });
    } catch {
      return context.skip('only root may mount a small disk');
    }
    try {
      await expectRefusal(await convert(), `the disk is full: ${path('packs', 'pack')} was not written`);
    } finally {
      execFileSync('umount', [path('packs')]);
    }
  });

  it('is distinguished from other errors by its code', async () => {
    const full = createFolder(path('pack'), async folder => {
      await writeFile(join(folder, 'weights'), 'half of th');
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    await expect(full).rejects.toThrow(`the disk is full: ${path('pack')} was not written`);
    expect(await readdir(path())).toEqual([]);
  });
});

describe('models pull', () => {
  const pull = (hub: Hub) => [
    'pull',
    'flexvar-d16',
    ...['--hub', hub.url, '--out', path('packs', 'd16'), '--checkpoints', path('checkpoints')],
  ];

  it('downloads over a connection that is cut, checks, and converts', async () => {
    await using hub = await Hub.start();
    hub.files.set('FlexVAE.pth', await readFile(goldenTokenizer));
    hub.files.set('FlexVARd16-epo179.pth', await readFile(goldenTransformer));
    hub.misbehave({ cutAfter: 1_500_000, cuts: 1 });
    const run = await runModels(pull(hub));
    expect(run).toMatchObject({ code: 0, errors: '' });
    expect(run.out).toContain('FlexVARd16-epo179.pth: sha256 as expected\n');
    expect(hub.ranges.filter(range => range !== null)).toHaveLength(1);
    const config = JSON.parse(await readFile(path('packs', 'd16', 'config.json'), 'utf8'));
    expect(config).toMatchObject({
      name: 'd16',
      title: 'FlexVAR d16',
      license: expect.stringContaining('MIT'),
    });
  });

  it('refuses a file with one wrong bit', async () => {
    await using hub = await Hub.start();
    hub.files.set('FlexVAE.pth', await readFile(goldenTokenizer));
    hub.misbehave({ corruptByte: 1_000_000 });
    await expectRefusal(await runModels(pull(hub)), 'FlexVAE.pth is damaged: its sha256 is');
    expect(await readdir(path('checkpoints'))).toEqual([]);
  });

  it('says which file a hub does not have', async () => {
    await using hub = await Hub.start();
    await expectRefusal(
      await runModels(pull(hub)),
      `${hub.url}/resolve/main/FlexVAE.pth was not found (404)`,
    );
  });
});
