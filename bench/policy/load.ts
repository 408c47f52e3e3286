import type { Priority } from '../../src/policy/waiting-picture.ts';
import { type FakeModel, type PicturePlan, planPicture } from './fake-model.ts';
import { exponential, pick, seededRandom } from './random.ts';

/** A request of a client: pictures of one size that are one run. */
export interface Request {
  readonly id: number;
  readonly share: string;
  readonly atMs: number;
  readonly priority: Priority;
  /** When it must be complete. */
  readonly deadlineMs: number | null;
  readonly plan: PicturePlan;
  readonly pictures: number;
}

export interface LoadOptions {
  readonly workers: number;
  readonly clients: number;
  /** Work that arrives, relative to what the workers can do. */
  readonly load: number;
  readonly requests: number;
  /** Requests of one more client, all at once, after a quarter of the time. */
  readonly greedyRequests: number;
  /** Whether some clients have a high or low priority, and some requests a deadline. */
  readonly hasClasses?: boolean;
  readonly seed: number;
}

export const greedyShare = 'greedy';

/** Heavy-tailed: the largest eighth of the pictures is most of the work. */
const pixelWeights = [
  [64, 25],
  [128, 35],
  [192, 15],
  [256, 13],
  [384, 7],
  [512, 5],
] as const;
const countWeights = [
  [1, 65],
  [2, 15],
  [4, 12],
  [8, 5],
  [16, 3],
] as const;
/** One in ten requests is the first of a burst: this many requests of other clients within a second. */
const burstShare = 0.1;
const burstRequests = 10;

const priorityWeights = [
  ['NORMAL', 70],
  ['HIGH', 10],
  ['LOW', 20],
] as const;
/** Of requests of normal priority. */
const deadlineShare = 0.2;

/** Requests in the order of their arrival. */
export function makeLoad(model: FakeModel, options: LoadOptions): Request[] {
  const random = seededRandom(options.seed);
  const plans = new Map(pixelWeights.map(([pixels]) => [pixels, planPicture(model, pixels)]));
  const draw = (): Pick<Request, 'plan' | 'pictures'> => {
    const plan = plans.get(pick(random, pixelWeights));
    if (plan === undefined) throw new Error('every size has a plan');
    return { plan, pictures: pick(random, countWeights) };
  };
  const drawn = Array.from({ length: options.requests }, draw);
  const workMs = drawn.reduce((sum, each) => sum + each.plan.totalCost * each.pictures, 0) * model.msPerCost;
  const meanGapMs = workMs / options.requests / (options.workers * options.load);

  const priorities = new Map<string, Priority>();
  const classOf = (share: string, atMs: number, each: Pick<Request, 'plan' | 'pictures'>) => {
    if (!options.hasClasses || share === greedyShare)
      return { priority: 'NORMAL', deadlineMs: null } as const;
    const priority = priorities.get(share) ?? pick(random, priorityWeights);
    priorities.set(share, priority);
    const aloneMs = each.plan.totalCost * each.pictures * model.msPerCost;
    const hasDeadline = priority === 'NORMAL' && random() < deadlineShare;
    return { priority, deadlineMs: hasDeadline ? atMs + 1000 + 2 * aloneMs : null };
  };

  const requests: Omit<Request, 'id'>[] = [];
  const add = (share: string, atMs: number, each: Pick<Request, 'plan' | 'pictures'>) =>
    requests.push({ ...each, share, atMs, ...classOf(share, atMs, each) });
  let now = 0;
  let inBurst = 0;
  let burstEndsMs = 0;
  for (const each of drawn) {
    const share = `client ${Math.floor(random() * options.clients)}`;
    if (inBurst > 0) {
      inBurst--;
      add(share, burstEndsMs - random() * 1000, each);
      continue;
    }
    // The others of a burst take no time, so that the mean stays as it is.
    now += exponential(random, meanGapMs * (1 + burstShare * burstRequests));
    add(share, now, each);
    if (random() >= burstShare) continue;
    inBurst = burstRequests;
    burstEndsMs = now + 1000;
  }
  for (let i = 0; i < options.greedyRequests; i++) add(greedyShare, now / 4, draw());
  return requests.sort((a, b) => a.atMs - b.atMs).map((request, id) => ({ ...request, id }));
}
