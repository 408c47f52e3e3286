import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphql } from '../gql/gql.ts';
import type { SearchClassesQuery } from '../gql/graphql.ts';
import { accept } from './accept.ts';
import { type ApiServer, startApiServer } from './api-server.ts';
import { findGeneration, watch } from './operations.ts';
import { all, overWebSocket } from './transports.ts';

const showModels = graphql(`
  query ShowModels {
    models {
      __typename
      id
      name
      title
      description
      license
      precision
      digest
      stride
      trainedSide
      parameters
      codebookSize
      classCount
      greedyRule {
        sampledSides
        maxSampledSide
      }
      defaults {
        schedule
        guidance {
          mode
          scale
        }
        sampling {
          topK
          topP
          greedyRule
        }
      }
      schedules {
        name
        isDefault
        steps
        tokens
        scales {
          rows
          columns
          width
          height
        }
      }
    }
    model {
      name
    }
    unknown: model(name: "unknown") {
      name
    }
  }
`);

const searchClasses = graphql(`
  query SearchClasses($search: String, $kind: ClassKind, $first: Int, $after: String) {
    model {
      classes(search: $search, kind: $kind, first: $first, after: $after) {
        totalCount
        edges {
          cursor
          node {
            id
            index
            name
            synonyms
            kind
            group {
              name
            }
          }
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
      }
    }
  }
`);

const findClass = graphql(`
  query FindClass($by: ClassSelector!) {
    model {
      class(by: $by) {
        index
        name
      }
    }
  }
`);

const findNodes = graphql(`
  query FindNodes($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      id
    }
  }
`);

const findNode = graphql(`
  query FindNode($id: ID!) {
    node(id: $id) {
      __typename
    }
  }
`);

const history = graphql(`
  query History($first: Int, $after: String, $status: [GenerationStatus!]) {
    generations(first: $first, after: $after, status: $status) {
      edges {
        cursor
        node {
          id
          status
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
    }
    newestGeneration {
      id
    }
  }
`);

type ClassPage = NonNullable<SearchClassesQuery['model']>['classes'] | undefined;

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
});
afterAll(() => server.close());

async function finished(count = 1) {
  const generations = await accept(server, { count });
  for (const { id } of generations) await all(overWebSocket(server.url, watch, { id }));
  return generations;
}

describe('models', () => {
  it('tell what a client needs to know to ask well', async () => {
    const { data } = await server.send(showModels, {});
    expect(data).toMatchObject({
      model: { name: 'tiny' },
      unknown: null,
      models: [
        {
          __typename: 'Model',
          name: 'tiny',
          precision: 'FLOAT32',
          stride: 16,
          trainedSide: 96,
          classCount: 10,
          greedyRule: null,
          defaults: { schedule: 'default', guidance: { mode: 'RAMP', scale: 2.5 } },
          schedules: [
            { name: 'default', isDefault: true, steps: 5, tokens: 66 },
            {
              name: 'short',
              isDefault: false,
              steps: 3,
              scales: [
                { rows: 1, columns: 1, width: 16, height: 16 },
                { rows: 3, columns: 3, width: 48, height: 48 },
                { rows: 6, columns: 6, width: 96, height: 96 },
              ],
            },
          ],
        },
      ],
    });
  });

  it('have classes that can be searched, best fit first', async () => {
    const names = async (search: string) => {
      const { data } = await server.send(searchClasses, { search });
      return data?.model?.classes.edges.map(({ node }) => node.name);
    };
    expect(await names('fox')).toEqual(['fox']);
    expect(await names('REYN')).toEqual(['fox']);
    expect(await names('o')).toEqual(['owl', 'oak', 'fox', 'rose']);
    expect(await names('panda')).toEqual(['red panda']);
    expect(await names('x-ray')).toEqual([]);
  });

  it('give their classes page by page', async () => {
    const names: string[] = [];
    let after: string | null = null;
    do {
      const page: ClassPage = (await server.send(searchClasses, { first: 4, after })).data?.model?.classes;
      expect(page?.totalCount).toBe(10);
      expect(page?.pageInfo.hasPreviousPage).toBe(names.length > 0);
      names.push(...(page?.edges.map(({ node }) => node.name) ?? []));
      after = page?.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
    } while (after !== null);
    expect(names).toHaveLength(10);
    expect(new Set(names).size).toBe(10);
  });

  it.each(['', 'abc', 'MTA', 'x'.repeat(100_000)])(
    'go on after no other cursor than their own: %j',
    async after => {
      const { errors } = await server.send(searchClasses, { after });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'after' });
    },
  );

  it.each([
    ['name', { name: 'Red-Panda' }, { index: 4, name: 'red panda' }],
    ['synonym', { name: 'reynard' }, { index: 0, name: 'fox' }],
    ['number', { index: 2 }, { index: 2, name: 'owl' }],
    ['a name that none has', { name: 'unicorn' }, null],
    ['a number that none has', { index: 10 }, null],
  ])('find a class by %s', async (_case, by, expected) => {
    const { data } = await server.send(findClass, { by });
    expect(data?.model?.class).toEqual(expected);
  });
});

describe('the history', () => {
  it('is paged from the newest to the oldest', async () => {
    const made = await finished(5);
    const newestFirst = made.map(({ id }) => id).toReversed();
    const first = (await server.send(history, { first: 2 })).data;
    expect(first?.newestGeneration?.id).toBe(newestFirst[0]);
    expect(first?.generations.edges.map(({ node }) => node.id)).toEqual(newestFirst.slice(0, 2));
    expect(first?.generations.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = (
      await server.send(history, { first: 3, after: first?.generations.pageInfo.endCursor ?? null })
    ).data;
    expect(second?.generations.edges.map(({ node }) => node.id)).toEqual(newestFirst.slice(2));
    expect(second?.generations.pageInfo.hasPreviousPage).toBe(true);
  });

  it('can be narrowed to a status', async () => {
    await finished();
    const { data } = await server.send(history, { status: ['FAILED', 'QUEUED'] });
    expect(data?.generations.edges).toEqual([]);
    const all = await server.send(history, { status: ['SUCCEEDED'] });
    expect(all.data?.generations.edges.length).toBeGreaterThan(0);
  });

  it.each([
    ['no entries', { first: 0 }, { field: 'first', given: '0' }],
    ['too many entries', { first: 101 }, { field: 'first', given: '101' }],
    ['a cursor of its own making', { after: 'abc' }, { field: 'after', given: '"abc"' }],
    ['no cursor', { after: '' }, { field: 'after', given: '""' }],
  ])('refuses %s', async (_case, variables, extensions) => {
    const { errors } = await server.send(history, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', ...extensions });
  });
});

describe('ids', () => {
  it('find every kind of node again', async () => {
    const [{ id }] = await finished();
    const generation = (await server.send(findGeneration, { id })).data?.generation;
    const model = (await server.send(showModels, {})).data?.models[0];
    const classes = (await server.send(searchClasses, { first: 1 })).data?.model?.classes;
    const ids = [id, generation?.scales[0]?.id, model?.id, classes?.edges[0]?.node.id].map(String);
    const { data, errors } = await server.send(findNodes, { ids });
    expect(errors).toBeUndefined();
    expect(data?.nodes).toEqual([
      { __typename: 'Generation', id: ids[0] },
      { __typename: 'Scale', id: ids[1] },
      { __typename: 'Model', id: ids[2] },
      { __typename: 'ImageClass', id: ids[3] },
    ]);
  });

  it.each([
    'Generation:00000000-0000-7000-8000-000000000000',
    'Generation:1',
    "Generation:'; drop table generations",
    'Scale:00000000-0000-7000-8000-000000000000:0',
    'Scale:1:1',
    'Model:huge',
    'ImageClass:tiny:10',
    'ImageClass:tiny:fox',
    'ImageClass:tiny:',
    'ImageClass:huge:1',
  ])('of nothing find nothing: %s', async id => {
    const { data } = await server.send(findNode, { id: globalId(id) });
    expect(data?.node).toBeNull();
  });

  it('of something else than nodes find nothing, beside those that find something', async () => {
    const [{ id }] = await finished();
    const ids = [
      'rubbish',
      id,
      '',
      '%%%',
      'x'.repeat(100_000),
      ...['Query:1', 'Edit:1', 'Nonsense:1'].map(globalId),
    ];
    const { data, errors } = await server.send(findNodes, { ids });
    expect(errors).toBeUndefined();
    expect(data?.nodes).toEqual(ids.map(asked => (asked === id ? { __typename: 'Generation', id } : null)));
    for (const asked of ids.filter(asked => asked !== id))
      expect(await server.send(findNode, { id: asked })).toMatchObject({ data: { node: null } });
  });

  it.each(['', 'abc', '%%%', '0'])('of a generation are refused when they are none: %j', async id => {
    const { errors } = await server.send(findGeneration, { id });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'id',
      given: JSON.stringify(id),
    });
  });
});

function globalId(text: string): string {
  return Buffer.from(text).toString('base64');
}
