import { graphqlLiteral } from './graphql-literal.ts';
import type { RecipeRequest } from './recipe-request.ts';

/** Languages of the snippets that recreate a picture. */
export const languages = ['GraphQL', 'curl', 'TypeScript'] as const;
export type Language = (typeof languages)[number];

/**
 * A snippet that runs as is.
 * @param origin of the server, such as `http://localhost:4000`.
 */
export function snippet(language: Language, request: RecipeRequest, origin: string): string {
  const { mutation, input } = request;
  switch (language) {
    case 'GraphQL':
      return `mutation {\n  ${mutation}(input: ${graphqlLiteral(input, '  ')}) ${selection}\n}`;
    case 'curl': {
      const query = operation(mutation).replaceAll(/\s+/g, ' ');
      const body = JSON.stringify({ query, variables: { input } }).replaceAll("'", "'\\''");
      return `curl ${origin}/graphql \\\n  -H 'content-type: application/json' \\\n  -d '${body}'`;
    }
    case 'TypeScript':
      return `const query = \`${operation(mutation)}\`;
const input = ${JSON.stringify(input, null, 2)};

const response = await fetch('${origin}/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query, variables: { input } }),
});
console.log(await response.json());`;
  }
}

function operation(mutation: string): string {
  const name = capitalized(mutation);
  return `mutation ($input: ${name}Input!) {\n  ${mutation}(input: $input) ${selection}\n}`;
}

/** The selection, which is the same for all mutations. */
const selection = `{
    ... on GenerationsCreated { generations { id } }
    ... on Error { message }
  }`;

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
