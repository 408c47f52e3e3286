import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type ExecutionResult, print } from 'graphql';
import { readConfig } from '../../src/config.ts';
import { createLogger } from '../../src/log.ts';
import { startServer } from '../../src/server.ts';

/** The server as it is started by default, with the bundled model and a small one. */
export interface RecordedServer extends AsyncDisposable {
  readonly url: string;
  /** Sends a query or mutation; throws when the answer has errors. */
  send<Result, Variables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
}

/**
 * @param tinyPack folder of the pack that tests make, see `setup/test-models.ts`.
 * @param environment variables of the configuration beside those of the folders.
 */
export async function startRecordedServer(
  tinyPack: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<RecordedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'flexvar-recorded-'));
  const models = join(folder, 'models');
  await cp(join(import.meta.dirname, '../../models/packs/emoji'), join(models, 'emoji'), { recursive: true });
  await cp(tinyPack, join(models, 'tiny'), { recursive: true });
  const config = readConfig({
    PORT: '0',
    DATA_DIR: join(folder, 'data'),
    MODELS_DIR: models,
    ...environment,
  });
  const server = await startServer(config, createLogger('silent', false));
  return {
    url: server.url,
    async send(document, variables) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: print(document), variables }),
      });
      return dataOf(await response.json());
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function dataOf<Result>({ data, errors }: ExecutionResult<Result>): Result {
  if (errors !== undefined || data == null) throw new Error(`no data: ${JSON.stringify(errors)}`);
  return data;
}
