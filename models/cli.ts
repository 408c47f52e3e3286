import { Command } from 'commander';
import { convertCommand } from './converter/commands/convert.ts';
import { ConverterError } from './converter/converter-error.ts';

const program = new Command('models')
  .description('Model packs: convert, download, list and verify them')
  .addCommand(convertCommand);

try {
  await program.parseAsync();
} catch (error) {
  // What the user can mend is one line; anything else is a bug and keeps its trace.
  console.error(error instanceof ConverterError ? `error: ${error.message}` : error);
  process.exitCode = 1;
}
