import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { graphql } from '../gql/gql.ts';
import type { GenerateImageInput, RefineImageInput } from '../gql/graphql.ts';
import { type ApiServer, startApiServer } from './api-server.ts';

const showGoodFor = graphql(`
  query ShowGoodFor {
    model {
      goodFor {
        pictures
        background
        withoutClass
        sides {
          from
          to
        }
        aspectRatio
        steps {
          from
          to
        }
        guidance {
          constant {
            from
            to
          }
          ramp {
            from
            to
          }
        }
      }
    }
  }
`);

const planWarnings = graphql(`
  query PlanWarnings($input: RequestInput!) {
    requestPlan(input: $input) {
      ... on RequestPlan {
        warnings
      }
      ... on Error {
        message
      }
    }
  }
`);

const generateWarnings = graphql(`
  mutation GenerateWarnings($input: GenerateImageInput!) {
    generateImage(input: $input) {
      ... on GenerationsCreated {
        generations {
          warnings
        }
      }
      ... on Error {
        message
      }
    }
  }
`);

const goodFor = {
  pictures: 'one thing on white',
  background: '#ffffff',
  withoutClass: false,
  sides: { from: 64, to: 192 },
  aspectRatio: 2,
  steps: { from: 4, to: 12 },
  guidance: { constant: { from: 1, to: 2 }, ramp: { from: 0.5, to: 2.5 } },
};

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer();
  const { default: model } = server.runtime.models;
  server.runtime.models.default = { ...model, config: { ...model.config, goodFor } };
});
afterAll(() => server.close());

/** Warnings before and after: of the plan, and of the generation. */
async function warningsOf(input: GenerateImageInput): Promise<readonly string[]> {
  const planned = await server.send(planWarnings, { input: { generate: input } });
  const made = await server.send(generateWarnings, { input });
  const before = planned.data?.requestPlan;
  const after = made.data?.generateImage;
  if (!before || !('warnings' in before)) throw new Error(JSON.stringify(planned));
  if (!after || !('generations' in after)) throw new Error(JSON.stringify(made));
  expect(after.generations).toEqual([{ warnings: before.warnings }]);
  return before.warnings;
}

async function warningsOfSource(picture: Sharp): Promise<readonly string[]> {
  const dataUri = `data:image/jpeg;base64,${(await picture.jpeg().toBuffer()).toString('base64')}`;
  const input: RefineImageInput = { source: { dataUri }, class: { name: 'fox' } };
  const { data } = await server.send(planWarnings, { input: { refine: input } });
  if (!data?.requestPlan || !('warnings' in data.requestPlan)) throw new Error(JSON.stringify(data));
  return data.requestPlan.warnings;
}

function flat(width: number, height: number, background: string): Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

const fox = { class: { name: 'fox' } };
const oneToTwelve = Array.from({ length: 12 }, (_, index) => square(index + 1));

describe('a model', () => {
  it('says what it does well', async () => {
    const { data } = await server.send(showGoodFor, {});
    expect(data?.model?.goodFor).toEqual(goodFor);
  });

  it('that says nothing is known to do well up to twice its trained side', async () => {
    const other = await startApiServer();
    const { data } = await other.send(showGoodFor, {});
    expect(data?.model?.goodFor).toMatchObject({ sides: { from: 16, to: 192 }, guidance: { ramp: null } });
    await other.close();
  });
});

describe('a request', () => {
  it.each<[string, GenerateImageInput]>([
    ['leaves all but the class to the model', fox],
    ['is at the upper limits', { ...fox, canvas: { size: { width: 192, height: 96 } }, steps: 8 }],
    ['is at the lower limits', { ...fox, canvas: { schedule: [1, 2, 3, 4].map(square) } }],
    ['has guidance of a mode within its range', { ...fox, guidance: { mode: 'CONSTANT', scale: 1 } }],
  ])('gets no warning when it %s', async (_, input) => {
    expect(await warningsOf(input)).toEqual([]);
  });

  it.each<[string, GenerateImageInput, RegExp]>([
    [
      'a size above the range',
      { ...fox, canvas: { size: { width: 208, height: 208 } } },
      /^canvas: 208 x 208 pixels .* 64 to 192 pixels: expect ragged or wavy shapes\.$/,
    ],
    [
      'a side below it',
      { ...fox, canvas: { schedule: [1, 2, 3].map(square).concat({ rows: 4, columns: 3 }) } },
      /^canvas: 48 x 64 .* 64 to 192 pixels: expect a blur\.$/,
    ],
    [
      'a longer shape',
      { ...fox, canvas: { size: { width: 192, height: 64 } }, steps: 6 },
      /^canvas: 192 x 64 .* 1:2 to 2:1: expect squashed shapes\.$/,
    ],
    [
      'few steps',
      { ...fox, canvas: { schedule: [1, 6].map(square) } },
      /^steps: 2 scales .* 4 to 12: expect incoherent shapes\.$/,
    ],
    [
      'many steps',
      { ...fox, canvas: { schedule: [...oneToTwelve.slice(0, -1), { rows: 11, columns: 12 }, square(12)] } },
      /^steps: 13 scales .* 4 to 12: expect specks\.$/,
    ],
    [
      'strong guidance',
      { ...fox, guidance: { scale: 8 } },
      /^guidance\.scale: 8 .* in RAMP mode, 0\.5 to 2\.5: expect specks and broken shapes\.$/,
    ],
    [
      'guidance without the class',
      { ...fox, guidance: { mode: 'CONSTANT', scale: 0 } },
      /^guidance\.scale: 0 .* in CONSTANT mode, 1 to 2: the class is ignored\.$/,
    ],
    ['no class', {}, /^class: none is given/],
  ])('gets one warning, before and after, for %s', async (_, input, sentence) => {
    expect(await warningsOf(input)).toEqual([expect.stringMatching(sentence)]);
  });

  it('gets one for each wish that is beyond the model', async () => {
    const warnings = await warningsOf({
      ...fox,
      canvas: { size: { width: 384, height: 96 } },
      guidance: { scale: 20 },
    });
    expect(warnings.map(warning => warning.split(':')[0])).toEqual(['canvas', 'canvas', 'guidance.scale']);
  });
});

describe('a picture to be edited', () => {
  it('gets no warning when it is of the kind the model draws', async () => {
    const icon = await flat(60, 60, '#d04020').png().toBuffer();
    const touching = flat(96, 96, 'white').composite([{ input: icon, left: 0, top: 20 }]);
    expect(await warningsOfSource(touching)).toEqual([]);
  });

  it('gets a warning that says what kind is known when it is not', async () => {
    const noise = sharp({
      create: {
        width: 96,
        height: 96,
        channels: 3,
        background: 'white',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    });
    for (const photo of [flat(96, 96, '#6080a0'), noise])
      expect(await warningsOfSource(photo)).toEqual([
        expect.stringMatching(/^source: .*one thing on white.*\d+ % .*#ffffff.*photograph/),
      ]);
  });
});

function square(side: number): { rows: number; columns: number } {
  return { rows: side, columns: side };
}
