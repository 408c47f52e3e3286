// A picture that sharpens, over a WebSocket:
//
//   npm run example examples/websocket.ts http://localhost:4000 fox

import { createClient } from 'graphql-ws';

const [, , server = 'http://localhost:4000', name = 'fox'] = process.argv;

const response = await fetch(`${server}/graphql`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    query: `mutation ($name: String!) {
      generateImage(input: { class: { name: $name } }) {
        ... on GenerationsCreated { generations { id } }
        ... on Error { message }
      }
    }`,
    variables: { name },
  }),
});
const { data } = await response.json();
if (data.generateImage.message) throw new Error(data.generateImage.message);
const [{ id }] = data.generateImage.generations;

const client = createClient({ url: `${server.replace(/^http/, 'ws')}/graphql` });
const events = client.iterate<{ generationProgress: { scale?: Scale; status?: string } }>({
  query: `subscription ($id: ID!) {
    generationProgress(id: $id, after: 0) {
      ... on ScaleFinished { scale { width height image { url } } }
      ... on GenerationFinished { status }
    }
  }`,
  variables: { id },
});

interface Scale {
  readonly width: number;
  readonly height: number;
  readonly image: { readonly url: string };
}

for await (const { data } of events) {
  const { scale, status } = data?.generationProgress ?? {};
  if (scale) console.log(`${scale.width} x ${scale.height}`, scale.image.url);
  if (status) console.log(status);
}
await client.dispose();
