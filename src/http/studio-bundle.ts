import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const sources = join(root, 'src/studio');
const buildProcess = join(import.meta.dirname, 'studio-build.ts');
/** What decides the page besides its own sources: the versions of the packages in it, and how it is built. */
const otherSources = [join(root, 'package.json'), buildProcess];

/**
 * The folder with the built page. It is named by what it was built from: a start with unchanged sources finds it, a
 * changed source has it built anew, and several processes may do so at the same time.
 */
export async function studioBundle(): Promise<string> {
  const folder = join(root, 'dist');
  const bundle = join(folder, `studio-${await sourceDigest()}`);
  if (existsSync(bundle)) return bundle;
  await mkdir(folder, { recursive: true });
  const draft = `${bundle}.${process.pid}.tmp`;
  try {
    await promisify(execFile)(process.execPath, [buildProcess, draft], { cwd: root });
    // Another process may have been faster; its bundle is as good.
    await rename(draft, bundle).catch(error => {
      if (!existsSync(bundle)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return bundle;
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
