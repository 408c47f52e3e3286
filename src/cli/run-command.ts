import { type Command, CommanderError } from 'commander';

/** Runs a command of this process; a failure is one line on standard error and sets the exit code. */
export async function runCommand(command: Command, messageOf: (error: unknown) => string): Promise<void> {
  try {
    await command.parseAsync();
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
    // Commander has already printed its own errors or the help.
    if (!(error instanceof CommanderError)) process.stderr.write(`${messageOf(error)}\n`);
  }
}
