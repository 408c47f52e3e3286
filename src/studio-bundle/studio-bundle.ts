import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'src/studio');
const buildProcess = join(import.meta.dirname, 'studio-build.ts');
/** What decides the page besides its own sources: the versions of the packages in it, and how it is built. */
const otherSources = [join(root, 'package.json'), buildProcess];

/** Others may be in use by servers that were started from other sources. */
const aDay = 24 * 60 * 60 * 1000;

/**
 * The folder with the built page. It is named by what it was built from: a start with unchanged sources finds it, a
 * changed source has it built anew, and several processes may do so at the same time.
 */
export async function studioBundle(): Promise<string> {
  const folder = join(root, 'dist');
  const bundle = join(folder, `studio-${await sourceDigest()}`);
  if (existsSync(bundle)) return bundle;
  await mkdir(folder, { recursive: true });
  // Says so in one line where the build would say it in thirty.
  await access(folder, constants.W_OK);
  const draft = `${bundle}.${process.pid}.tmp`;
  try {
    // Whatever the environment says, which would give another bundle: there are no others.
    const env = { ...process.env, NODE_ENV: 'production' };
    await promisify(execFile)(process.execPath, [buildProcess, draft], { cwd: root, env });
    // Another process may have been faster; its bundle is as good.
    await rename(draft, bundle).catch(error => {
      if (!existsSync(bundle)) throw error;
    });
    await removeOthers(folder, bundle);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return bundle;
}

/** Removes what was built from earlier sources, and what was left of builds that were cut off long ago. */
async function removeOthers(folder: string, bundle: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const other = join(folder, name);
    const { mtimeMs } = await stat(other);
    if (other !== bundle && Date.now() - mtimeMs > aDay) await rm(other, { recursive: true, force: true });
  }
}

async function sourceDigest(): Promise<string> {
  const entries = await readdir(sources, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of [...files.sort(), ...otherSources]) {
    hash.update(`${file.slice(root.length)}\0`).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}
