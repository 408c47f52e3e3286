// A picture that sharpens, over server-sent events; nothing but fetch is needed:
//
//   npm run example examples/server-sent-events.ts http://localhost:4000 fox

const [, , server = 'http://localhost:4000', name = 'fox'] = process.argv;

function send(query: string, variables: object, accept: string): Promise<Response> {
  return fetch(`${server}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query, variables }),
  });
}

const accepted = await send(
  `mutation ($name: String!) {
    generateImage(input: { class: { name: $name } }) {
      ... on GenerationsCreated { generations { id } }
      ... on Error { message }
    }
  }`,
  { name },
  'application/json',
);
const { generateImage } = (await accepted.json()).data;
if (generateImage.message) throw new Error(generateImage.message);
const [{ id }] = generateImage.generations;

const stream = await send(
  `subscription ($id: ID!) {
    generationProgress(id: $id, after: 0) {
      ... on ScaleFinished { scale { width height image { url } } }
      ... on GenerationFinished { status }
    }
  }`,
  { id },
  'text/event-stream',
);
let text = '';
for await (const part of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
  const events = (text + part).split('\n\n');
  text = events.pop() ?? '';
  for (const event of events) {
    const [, json] = /^data: (.+)$/m.exec(event) ?? [];
    if (json === undefined) continue;
    const { scale, status } = JSON.parse(json).data.generationProgress;
    if (scale) console.log(`${scale.width} x ${scale.height}`, scale.image.url);
    if (status) console.log(status);
  }
}
