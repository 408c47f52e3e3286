import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { escapeIdentifier } from 'pg';
import { DurableFolder } from './durable-folder.ts';
import { fatalMessage } from './fatal-message.ts';
import type { ThreadCommand, ThreadData, ThreadReport } from './thread-messages.ts';

// The thread of the embedded database: opens the folder and speaks PostgreSQL's wire protocol with the connected
// client.

/**
 * PostgreSQL's defaults assume a dedicated machine. For one process with kilobytes of rows, these settings save about
 * 170 MB of memory and most of a gigabyte of WAL.
 */
const settings = {
  shared_buffers: '16MB',
  max_connections: '10',
  max_wal_size: '64MB',
  min_wal_size: '32MB',
  fsync: 'on',
  wal_sync_method: 'fsync',
};

/** PostgreSQL's last output; PGlite's own error only says that it failed. */
let lastWords = '';

async function main({ folder, channels }: ThreadData): Promise<void> {
  const pglite = await PGlite.create({
    fs: new DurableFolder(folder),
    startParams: [
      ...PGlite.defaultStartParams.filter(parameter => parameter !== '-F'),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    onStderr: line => {
      const found = /(?:FATAL|PANIC): +(.*)/.exec(line);
      if (found?.[1] !== undefined) lastWords = found[1];
      return true;
    },
  });
  for (const channel of channels) await pglite.exec(`listen ${escapeIdentifier(channel)}`);
  parentPort?.on('message', (command: ThreadCommand) => {
    if (command.type === 'connect') void serve(pglite, command.port);
    else void close(pglite);
  });
  report({ type: 'open' });
}

/** There is only one session, so each new connection must find it without an open transaction. */
async function serve(pglite: PGlite, port: MessagePort): Promise<void> {
  if (pglite.isInTransaction()) await pglite.exec('rollback');
  port.on('message', async (messages: Uint8Array<ArrayBuffer>) => {
    try {
      // The result may be a view of the buffer that the next response overwrites.
      const answer = new Uint8Array(await pglite.execProtocolRaw(messages));
      const fatal = fatalMessage(answer);
      port.postMessage(answer, [answer.buffer]);
      if (fatal !== null) fail(fatal);
    } catch (error) {
      fail(error);
    }
  });
}

async function close(pglite: PGlite): Promise<void> {
  await pglite.close();
  process.exit();
}

function fail(error: unknown): never {
  report({ type: 'failed', reason: lastWords || (error instanceof Error ? error.message : String(error)) });
  process.exit(1);
}

function report(message: ThreadReport): void {
  parentPort?.postMessage(message);
}

main(workerData as ThreadData).catch(fail);
