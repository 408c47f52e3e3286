import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';

// Builds the studio into the given folder, with compressed copies of files that compress well. It runs in its own
// process, because bundling would block the server's event loop for a second or two.

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Which folder to build into?');

await build({
  configFile: join(import.meta.dirname, '../studio/vite.config.ts'),
  logLevel: 'error',
  build: { outDir: folder, emptyOutDir: true },
});
for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
  if (file.isFile() && /\.(html|js|css|svg)$/.test(file.name))
    await compress(join(file.parentPath, file.name));
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }));
}
