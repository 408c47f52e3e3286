import { ClaimTags } from '../../src/policy/claim-tags.ts';
import { composePass, type Pass } from '../../src/policy/compose-pass.ts';
import { leastUrgent } from '../../src/policy/least-urgent.ts';
import { type Load, mayClaim } from '../../src/policy/may-claim.ts';
import { PassPolicy } from '../../src/policy/pass-policy.ts';
import type { WaitingPicture } from '../../src/policy/waiting-picture.ts';
import { costTogether, type FakeModel } from './fake-model.ts';
import type { Request } from './load.ts';
import type { SimulatedPicture } from './simulated-picture.ts';

/** The queue of a model, shared by all workers. */
export interface Claims {
  add(request: Request): void;
  /** The next run for a worker with this load of a share. */
  claim(load: (share: string) => Load): Request | null;
  readonly queued: readonly Request[];
}

/** What one worker's generator does next. */
export interface Passes {
  /** @param pictures not empty. Sets which of them have their cache in memory. */
  next(pictures: readonly SimulatedPicture[], nowMs: number): Pass;
}

export interface Discipline {
  readonly name: string;
  claims(): Claims;
  passes(): Passes;
}

export interface EngineOptions {
  readonly model: FakeModel;
  /** Whether pictures of different shapes can be computed together. */
  readonly mixedShapes: boolean;
  readonly picturesAhead?: number;
}

/** A run at a time, first come first served, all pictures of a run together, with as much memory as that takes. */
export function firstComeFirstServed(model: FakeModel): Discipline {
  return {
    name: 'first come first served',
    claims: () => {
      const queue: Request[] = [];
      return {
        queued: queue,
        add: request => queue.push(request),
        claim: load => (load('').pictures > 0 ? null : (queue.shift() ?? null)),
      };
    },
    passes: () => ({
      next: pictures => {
        for (const picture of pictures) picture.resident = true;
        const works = pictures.map(({ work }) => work);
        return { pictures: pictures.map(({ view }) => view), cost: costTogether(model, works) };
      },
    }),
  };
}

/** Clients take turns, run by run and scale by scale, in the same engine as the policy. */
export function roundRobin(options: EngineOptions): Discipline {
  return {
    name: 'round robin',
    claims: () => {
      const waiting = new Map<string, Request[]>();
      return {
        get queued() {
          return [...waiting.values()].flat();
        },
        add: request => {
          const own = waiting.get(request.share);
          if (own === undefined) waiting.set(request.share, [request]);
          else own.push(request);
        },
        claim: load => {
          for (const [share, [request, ...rest]] of waiting) {
            if (request === undefined || !mayClaim(load(share), options.picturesAhead)) continue;
            waiting.delete(share);
            if (rest.length > 0) waiting.set(share, rest);
            return request;
          }
          return null;
        },
      };
    },
    passes: () => {
      let turn = 0;
      const lastTurns = new Map<string, number>();
      const turnOf = (picture: WaitingPicture) => lastTurns.get(picture.share) ?? 0;
      return enginePasses(options, {
        order: pictures => pictures.toSorted((a, b) => turnOf(a) - turnOf(b) || a.id - b.id),
        charge: pass => {
          for (const { share } of pass.pictures) lastTurns.set(share, ++turn);
        },
      });
    },
  };
}

/** `src/policy`. */
export function thePolicy(options: EngineOptions): Discipline {
  return {
    name: 'policy',
    claims: () => {
      const tags = new ClaimTags();
      const requests = new Map<number, Request>();
      return {
        get queued() {
          return [...requests.values()];
        },
        add: request => {
          requests.set(request.id, request);
          tags.add({ ...request, work: request.plan.totalCost * request.pictures });
        },
        claim: load => {
          const run = tags.claim(share => mayClaim(load(share), options.picturesAhead));
          const request = requests.get(run?.id ?? -1) ?? null;
          if (request !== null) requests.delete(request.id);
          return request;
        },
      };
    },
    passes: () => {
      const policy = new PassPolicy();
      return enginePasses(options, {
        order: (pictures, nowMs) => policy.order(pictures, nowMs, options.model.msPerCost),
        charge: pass => policy.charge(pass),
      });
    },
  };
}

interface Order {
  order(pictures: readonly WaitingPicture[], nowMs: number): WaitingPicture[];
  charge(pass: Pass): void;
}

/** An engine of passes within a memory limit. */
function enginePasses({ model, mixedShapes }: EngineOptions, order: Order): Passes {
  return {
    next: (pictures, nowMs) => {
      const byId = new Map(pictures.map(picture => [picture.id, picture]));
      const own = (views: readonly WaitingPicture[]) => views.flatMap(({ id }) => byId.get(id) ?? []);
      const ordered = order.order(
        pictures.map(({ view }) => view),
        nowMs,
      );
      const pass = composePass(ordered, {
        msPerCost: model.msPerCost,
        costOf: views =>
          costTogether(
            model,
            own(views).map(({ work }) => work),
          ),
        shapeOf: mixedShapes ? () => null : view => byId.get(view.id)?.shape,
        fits: views => bytesOf(own(views)) <= model.memoryBytes,
      });
      const chosen = own(pass.pictures);
      for (const picture of chosen) picture.resident = true;
      let bytes = bytesOf(pictures.filter(({ resident }) => resident));
      for (const victim of own(leastUrgent(ordered, pass.pictures))) {
        if (bytes <= model.memoryBytes) break;
        if (!victim.resident) continue;
        victim.resident = false;
        bytes -= victim.bytes;
      }
      order.charge(pass);
      return pass;
    },
  };
}

function bytesOf(pictures: readonly SimulatedPicture[]): number {
  return pictures.reduce((sum, { bytes }) => sum + bytes, 0);
}
