import { ClientLeftError } from './errors.ts';
import type { Generations } from './generations.ts';

/**
 * Generations for one operation. Reads stop once its client has disconnected. Changes are still carried out, since
 * clients may send them and leave.
 * @param signal aborted when the client disconnects; reads throw ClientLeftError then.
 */
export function readingWhileWanted(generations: Generations, signal: AbortSignal): Generations {
  const wanted = () => {
    if (signal.aborted) throw new ClientLeftError();
    return generations;
  };
  return {
    create: (request, asker) => generations.create(request, asker && { client: asker.client }),
    plan: async (request, asker) => {
      try {
        return await wanted().plan(request, asker);
      } catch (error) {
        // Waiting work is rejected with the signal's own reason.
        throw signal.aborted ? new ClientLeftError() : error;
      }
    },
    picture: async digest => wanted().picture(digest),
    find: async id => wanted().find(id),
    newest: async () => wanted().newest(),
    list: async page => wanted().list(page),
    parent: async of => wanted().parent(of),
    branches: async (of, page) => wanted().branches(of, page),
    scales: async of => wanted().scales(of),
    scale: async (of, index) => wanted().scale(of, index),
    queued: async () => wanted().queued(),
    queuePlacement: async of => wanted().queuePlacement(of),
    accept: (id, scale) => generations.accept(id, scale),
    hold: (id, scale) => generations.hold(id, scale),
    resume: (id, holdAtScale) => generations.resume(id, holdAtScale),
    cancel: id => generations.cancel(id),
    updates: async (id, after) => wanted().updates(id, after),
  };
}
