import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { z } from 'zod';

/** The attacker has an address of its own, as a stranger on the internet would. (Linux has all of 127/8.) */
const localAddress = '127.0.0.2';
const answerLimitMs = 60_000;

export interface Answer {
  /** 0: there was none. */
  readonly status: number;
  readonly bytes: number;
  /** Its beginning. */
  readonly text: string;
}

/** A client that does its worst, and keeps count of what it gets for it. */
export class HostileClient {
  readonly url: URL;
  largestAnswer = 0;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1000 });

  constructor(url: string) {
    this.url = new URL(url);
  }

  send(
    path: string,
    options: { method?: string; headers?: Record<string, string>; body?: string | Uint8Array } = {},
  ): Promise<Answer> {
    const { method = 'GET', headers = {}, body } = options;
    return new Promise(resolve => {
      let bytes = 0;
      let text = '';
      const sent = request(
        {
          host: this.url.hostname,
          port: this.url.port,
          path,
          method,
          headers,
          localAddress,
          agent: this.#agent,
        },
        response => {
          response.on('data', (chunk: Buffer) => {
            bytes += chunk.length;
            if (text.length < 2000) text += chunk.toString();
          });
          response.on('close', () => {
            this.largestAnswer = Math.max(this.largestAnswer, bytes);
            resolve({ status: response.statusCode ?? 0, bytes, text });
          });
        },
      );
      sent.setTimeout(answerLimitMs, () => sent.destroy());
      sent.on('error', () => resolve({ status: 0, bytes, text }));
      sent.end(body);
    });
  }

  ask(query: string, variables: object = {}): Promise<Answer> {
    return this.send('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
  }

  /** A connection to write anything to. */
  socket(): Socket {
    const socket = connect({ host: this.url.hostname, port: Number(this.url.port), localAddress });
    socket.on('error', () => {});
    return socket;
  }

  webSocket(): WebSocket {
    const address = `ws://${this.url.host}/graphql`;
    const socket = new WebSocket(address, 'graphql-transport-ws', { localAddress });
    socket.on('error', () => {});
    return socket;
  }

  /** Uploads files for a mutation with the variables `$source` and, if there are two files, `$mask`. */
  async upload(query: string, ...files: readonly Uint8Array[]): Promise<Answer> {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query, variables: { source: null, mask: null } }));
    form.set(
      'map',
      JSON.stringify({ 0: ['variables.source'], ...(files.length > 1 && { 1: ['variables.mask'] }) }),
    );
    for (const [index, file] of files.entries()) form.set(String(index), new Blob([new Uint8Array(file)]));
    const encoded = new Response(form);
    return this.send('/graphql', {
      method: 'POST',
      headers: {
        'content-type': encoded.headers.get('content-type') ?? '',
        'graphql-require-preflight': '1',
      },
      body: await encoded.bytes(),
    });
  }

  /** Makes pictures and waits for the last scale of the first. @returns their ids. */
  async pictures(input: string): Promise<string[]> {
    const answer = await this.ask(
      `mutation { generateImage(input: ${input}) { ... on GenerationsCreated { generations { id } } ... on Error { message } } }`,
    );
    const { data } = createdSchema.parse(JSON.parse(answer.text));
    return data.generateImage.generations.map(({ id }) => id);
  }

  /** Waits until a picture is held. */
  async held(id: string): Promise<void> {
    const query = `{ generation(id: "${id}") { status } }`;
    while (!(await this.ask(query)).text.includes('HELD')) await delay(200);
  }

  async finished(id: string): Promise<void> {
    const query = `subscription { generationProgress(id: "${id}") { __typename } }`;
    await this.send(`/graphql?query=${encodeURIComponent(query)}`, {
      headers: { accept: 'text/event-stream' },
    });
  }
}

const createdSchema = z.object({
  data: z.object({ generateImage: z.object({ generations: z.array(z.object({ id: z.string() })) }) }),
});
