import { lockFolder } from '../../src/database/embedded/folder-lock.ts';

// A process that takes the lock of the folder it is given, says so, and holds it until it is killed.
const [, , folder = ''] = process.argv;
try {
  lockFolder(folder);
  process.send?.('held');
  process.on('message', () => {});
} catch (error) {
  process.send?.(error instanceof Error ? error.name : String(error));
  process.disconnect();
}
