import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'src/studio');
const buildProcess = join(import.meta.dirname, 'studio-build.ts');
/** Inputs of the build besides its sources: package versions and build settings. */
const otherSources = [join(root, 'package.json'), buildProcess];

/** Older bundles may still be in use by servers started from other sources. */
const aDay = 24 * 60 * 60 * 1000;

/**
 * The folder of the built page, named by a digest of its inputs: unchanged sources reuse it, changed ones rebuild it,
 * and several processes may build concurrently.
 */
export async function studioBundle(): Promise<string> {
  const folder = join(root, 'dist');
  const bundle = join(folder, `studio-${await sourceDigest()}`);
  if (existsSync(bundle)) return bundle;
  await mkdir(folder, { recursive: true });
  // Reports the failure in one line instead of thirty.
  await access(folder, constants.W_OK);
  const draft = `${bundle}.${process.pid}.tmp`;
  try {
    // Fixed, because the environment would otherwise change the bundle.
    const env = { ...process.env, NODE_ENV: 'production' };
    await promisify(execFile)(process.execPath, [buildProcess, draft], { cwd: root, env });
    // Another process may have finished first; its bundle is equivalent.
    await rename(draft, bundle).catch(error => {
      if (!existsSync(bundle)) throw error;
    });
    await removeOthers(folder, bundle);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return bundle;
}

/** Removes bundles of earlier sources and remains of builds interrupted long ago. */
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
