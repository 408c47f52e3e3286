import { type OperationDefinitionNode, parse } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { graphiqlExamples } from '../../src/http/graphiql/graphiql-examples.ts';
import { reaches } from '../generations/runtime.ts';
import { type ApiServer, post, startApiServer } from './api-server.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

it("GraphiQL's tabs for steering and editing run as they are, one after the other", async () => {
  const { generations, models } = server.runtime;
  const answers = new Map<string, unknown>();
  for (const query of graphiqlExamples(models.default)) {
    const [operation] = parse(query).definitions as OperationDefinitionNode[];
    if (operation?.operation === 'subscription') continue;
    const name = operation?.name?.value ?? '';
    const { data, errors } = await (await post(server.url, { query })).json();
    expect(errors, name).toBeUndefined();
    answers.set(name, data);
    // The next tab acts on the newest generation.
    const newest = await generations.newest();
    if (name === 'MakeDrafts' && newest) {
      await reaches(generations, newest.id, 'HELD');
      // A person is slower than the server; a draft that is resumed must not be finished before it is accepted.
      server.runtime.engine.hold();
    }
    if (name === 'AcceptNewest') server.runtime.engine.release();
  }
  expect([...answers.keys()]).toEqual([
    'MakePicture',
    'MakeDrafts',
    'ResumeNewest',
    'AcceptNewest',
    'BranchNewest',
    'Inpaint',
    'Expand',
    'Refine',
    'PlanRequest',
    'History',
    'ModelsAndClasses',
  ]);
  for (const [name, data] of answers) expect(JSON.stringify(data), name).not.toContain('"message"');
});
