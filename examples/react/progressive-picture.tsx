import { createClient } from 'graphql-ws';
import { useEffect, useState } from 'react';

interface ProgressivePictureProps {
  /** Address of the server, such as `http://localhost:4000`. */
  readonly server: string;
  /** What to draw, such as `fox`. */
  readonly name: string;
}

/** A picture that is drawn anew when its name changes, and sharpens while it is looked at. */
export function ProgressivePicture({ server, name }: ProgressivePictureProps) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const client = createClient({ url: `${server.replace(/^http/, 'ws')}/graphql` });
    let current = true;
    generate(server, name).then(id => {
      if (!current) return;
      client.subscribe<{ generationProgress: { scale?: { image: { url: string } } } }>(
        { query: watch, variables: { id } },
        {
          next: ({ data }) =>
            data?.generationProgress.scale && setUrl(data.generationProgress.scale.image.url),
          error: console.error,
          complete: () => {},
        },
      );
    }, console.error);
    return () => {
      current = false;
      void client.dispose();
    };
  }, [server, name]);
  return <img src={url} alt={name} width={256} />;
}

const watch = `subscription ($id: ID!) {
  generationProgress(id: $id, after: 0) {
    ... on ScaleFinished { scale { image { url } } }
  }
}`;

const mutation = `mutation ($name: String!) {
  generateImage(input: { class: { name: $name } }) {
    ... on GenerationsCreated { generations { id } }
    ... on Error { message }
  }
}`;

async function generate(server: string, name: string): Promise<string> {
  const response = await fetch(`${server}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: mutation, variables: { name } }),
  });
  const { data } = await response.json();
  if (data.generateImage.message) throw new Error(data.generateImage.message);
  return data.generateImage.generations[0].id;
}
