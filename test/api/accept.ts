import type { GenerateImageInput, GenerateImageMutation } from '../gql/graphql.ts';
import type { ApiServer } from './api-server.ts';
import { generateImage } from './operations.ts';

type Accepted = Extract<
  GenerateImageMutation['generateImage'],
  { __typename: 'GenerationsCreated' }
>['generations'][number];

/** Asks for a fox, or something else, and expects it to be accepted. */
export async function accept(
  server: ApiServer,
  input: Partial<GenerateImageInput> = {},
): Promise<[Accepted, ...Accepted[]]> {
  const { data, errors } = await server.send(generateImage, {
    input: { class: { name: 'fox' }, seed: 7, ...input },
  });
  const result = data?.generateImage;
  if (result?.__typename !== 'GenerationsCreated') {
    throw new Error(`not accepted: ${JSON.stringify(result ?? errors)}`);
  }
  const [first, ...rest] = result.generations;
  if (!first) throw new Error('accepted, but no generation came back');
  return [first, ...rest];
}
