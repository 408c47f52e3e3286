import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type ApiServer, startApiServer } from './api-server.ts';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

describe('GraphQL over HTTP', () => {
  // The address is known only when the server runs; the names of the audits do not depend on it.
  const names = serverAudits({ url: 'http://localhost' }).map(({ id, name }) => [id, name] as const);

  it.each(names)('%s %s', async id => {
    const audit = serverAudits({ url: `${server.url}/graphql` }).find(candidate => candidate.id === id);
    const result = await audit?.fn();
    if (result?.status !== 'ok') throw new Error(JSON.stringify(result));
  });
});
