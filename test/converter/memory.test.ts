import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { publishedTokenizer, randomModel } from '../../models/converter/random-model.ts';
import { writeCheckpoint } from '../../models/converter/write-checkpoint.ts';
import { smallArchitecture } from './small-model.ts';
import { temporaryFolder } from './temporary-folder.ts';

const path = temporaryFolder();

/** Converts in a process of its own and prints the most memory it had, in kilobytes. */
const script = `
  const { convert } = await import('./models/converter/convert.ts');
  const [tokenizer, transformer, out] = process.argv.slice(1);
  await convert(tokenizer, transformer, { out, precision: 'float16' });
  console.log(process.resourceUsage().maxRSS);
`;

it('converts a checkpoint of 290 MB with less memory than its size', async () => {
  const { codebookSize, codebookDim } = publishedTokenizer;
  const model = randomModel(publishedTokenizer, { ...smallArchitecture, codebookSize, codebookDim }, 1);
  await writeCheckpoint(path('vae.pth'), model.tokenizer.values(), ['model']);
  await writeCheckpoint(path('var.pth'), model.transformer.values());
  const args = ['--input-type=module', '--eval', script, path('vae.pth'), path('var.pth'), path('pack')];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const size = (await stat(path('vae.pth'))).size;
  expect(size).toBeGreaterThan(280e6);
  expect(Number(stdout) * 1024).toBeLessThan(size);
});
