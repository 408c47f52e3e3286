import { execute } from '../api/execute.ts';
import { Refusal } from '../api/refusal.ts';
import { graphql } from '../gql/gql.ts';
import type { Source } from './source.ts';

const document = graphql(`
  query ReadFile($file: File!) {
    requestPlan(input: { refine: { source: { upload: $file } } }) {
      __typename
      ... on RequestPlan {
        edit {
          __typename
          ... on RefineEdit {
            mapping {
              sourceSize {
                width
                height
              }
            }
            scaledSource {
              dataUri
            }
          }
        }
      }
      ... on Error {
        message
      }
    }
  }
`);

/**
 * A file as a source, shown as the server reads it. Browsers differ in orientation and colour handling, and the painted
 * picture must be the edited one.
 * @throws Refusal if the server does not accept the file; the errors of `execute`.
 */
export async function readFile(file: File): Promise<Source> {
  const { requestPlan } = await execute(document, { file });
  if (requestPlan.__typename !== 'RequestPlan')
    throw new Refusal({ message: `${file.name}: ${requestPlan.message}` });
  if (requestPlan.edit?.__typename !== 'RefineEdit')
    throw new Error('The server returned an unexpected plan.');
  const { mapping, scaledSource } = requestPlan.edit;
  return { kind: 'file', file, url: scaledSource.dataUri, ...mapping.sourceSize };
}
