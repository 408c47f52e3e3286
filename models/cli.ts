import { Command } from 'commander';
import { PackError } from '../src/inference/errors.ts';
import { convertCommand } from './converter/commands/convert.ts';
import { listCommand } from './converter/commands/list.ts';
import { pullCommand } from './converter/commands/pull.ts';
import { randomCommand } from './converter/commands/random.ts';
import { renewCommand } from './converter/commands/renew.ts';
import { restoreCommand } from './converter/commands/restore.ts';
import { verifyCommand } from './converter/commands/verify.ts';
import { ConverterError } from './converter/converter-error.ts';

const program = new Command('models')
  .description('Model packs: convert, download, list, verify, renew and restore them')
  .addCommand(convertCommand)
  .addCommand(pullCommand)
  .addCommand(listCommand)
  .addCommand(verifyCommand)
  .addCommand(renewCommand)
  .addCommand(restoreCommand)
  .addCommand(randomCommand);

try {
  await program.parseAsync();
} catch (error) {
  console.error(isForUser(error) ? `error: ${error.message}` : error);
  process.exitCode = 1;
}

/** What the user can mend is one line; anything else is a bug and keeps its trace. */
function isForUser(error: unknown): error is Error {
  const fromSystem = error instanceof Error && 'syscall' in error;
  return fromSystem || error instanceof ConverterError || error instanceof PackError;
}
