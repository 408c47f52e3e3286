import type { GenerateImageInput } from '../gql/graphql.ts';
import { graphqlLiteral } from './graphql-literal.ts';

/** Ways to ask for the same picture from elsewhere. */
export const languages = ['GraphQL', 'curl', 'TypeScript'] as const;
export type Language = (typeof languages)[number];

const selection = `{
    ... on GenerateImageSuccess { generations { id } }
    ... on Error { message }
  }`;

const operation = `mutation ($input: GenerateImageInput!) {
  generateImage(input: $input) ${selection}
}`;

/**
 * A request that runs as it is.
 * @param origin where the server is, such as `http://localhost:4000`.
 */
export function snippet(language: Language, input: GenerateImageInput, origin: string): string {
  switch (language) {
    case 'GraphQL':
      return `mutation {\n  generateImage(input: ${graphqlLiteral(input, '  ')}) ${selection}\n}`;
    case 'curl': {
      const body = JSON.stringify({ query: operation.replaceAll(/\s+/g, ' '), variables: { input } });
      return `curl ${origin}/graphql \\\n  -H 'content-type: application/json' \\\n  -d '${body.replaceAll("'", "'\\''")}'`;
    }
    case 'TypeScript':
      return `const query = \`${operation}\`;
const input = ${JSON.stringify(input, null, 2)};

const response = await fetch('${origin}/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query, variables: { input } }),
});
console.log(await response.json());`;
  }
}
