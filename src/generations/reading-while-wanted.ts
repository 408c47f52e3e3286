import { ClientLeftError } from './errors.ts';
import type { Generations } from './generations.ts';

/**
 * Generations as one operation sees them: nothing more is read for it once its client has left. What changes something
 * is carried out all the same, since a client may send it and go.
 * @param signal aborted when the client left; reads throw ClientLeftError then.
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
        // Whoever waits for a turn is sent away with the signal's own reason.
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
    queuePlacement: async of => wanted().queuePlacement(of),
    accept: (id, scale) => generations.accept(id, scale),
    hold: (id, scale) => generations.hold(id, scale),
    resume: (id, holdAtScale) => generations.resume(id, holdAtScale),
    cancel: id => generations.cancel(id),
    updates: async (id, after) => wanted().updates(id, after),
  };
}
