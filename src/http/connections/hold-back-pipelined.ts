import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Requests of a connection that were not handed on yet, and the number of those that are being answered. */
interface Pipeline {
  underWay: number;
  readonly heldBack: { readonly request: IncomingMessage; readonly response: ServerResponse }[];
}

/**
 * Hands on so many requests of a connection at a time; those behind them (pipelined: sent without waiting for answers)
 * wait, at the price of having been parsed, and meanwhile nothing more is read. Without this a packet of 64 kB begins two
 * hundred operations, and costs its sender nothing.
 */
export function holdBackPipelined(most: number, listener: Listener): Listener {
  const pipelines = new WeakMap<Socket, Pipeline>();

  function handOn(socket: Socket, pipeline: Pipeline): void {
    while (pipeline.underWay < most) {
      const next = pipeline.heldBack.shift();
      if (next === undefined) break;
      pipeline.underWay++;
      next.response.once('close', () => {
        pipeline.underWay--;
        handOn(socket, pipeline);
      });
      listener(next.request, next.response);
    }
    if (pipeline.heldBack.length === 0) socket.resume();
    else socket.pause();
  }

  return (request, response) => {
    const { socket } = request;
    let pipeline = pipelines.get(socket);
    if (pipeline === undefined) {
      const begun: Pipeline = { underWay: 0, heldBack: [] };
      pipelines.set(socket, begun);
      socket.once('close', () => begun.heldBack.splice(0));
      pipeline = begun;
    }
    pipeline.heldBack.push({ request, response });
    handOn(socket, pipeline);
  };
}
