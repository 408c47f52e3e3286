import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { addressBlock } from './address-block.ts';
import type { PipelineBudget } from './pipeline-budget.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Pending requests of a connection, and the number being answered. */
interface Pipeline {
  readonly address: string;
  underWay: number;
  readonly heldBack: { readonly request: IncomingMessage; readonly response: ServerResponse }[];
}

/**
 * Limits the concurrent requests of a connection. Pipelined requests beyond the limit wait, already parsed, and
 * meanwhile nothing more is read. Without this, a 64 kB packet starts two hundred operations at no cost to its sender.
 */
export function holdBackPipelined(most: number, budget: PipelineBudget, listener: Listener): Listener {
  const pipelines = new WeakMap<Socket, Pipeline>();

  function handOn(socket: Socket, pipeline: Pipeline): void {
    while (pipeline.underWay < most && !socket.destroyed) {
      const next = pipeline.heldBack.shift();
      if (next === undefined) break;
      budget.release(pipeline.address, true);
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

  function begin(socket: Socket): Pipeline {
    const address = addressBlock(socket.remoteAddress ?? 'unknown');
    const pipeline: Pipeline = { address, underWay: 0, heldBack: [] };
    pipelines.set(socket, pipeline);
    socket.once('close', () => {
      for (const _ of pipeline.heldBack.splice(0)) budget.release(address, false);
    });
    return pipeline;
  }

  return (request, response) => {
    const { socket } = request;
    // Requests parsed together with the one over the limit.
    if (socket.destroyed) return;
    const pipeline = pipelines.get(socket) ?? begin(socket);
    if (pipeline.underWay >= most && budget.isSpent(pipeline.address)) return void socket.destroy();
    budget.holdBack(pipeline.address);
    pipeline.heldBack.push({ request, response });
    handOn(socket, pipeline);
  };
}
