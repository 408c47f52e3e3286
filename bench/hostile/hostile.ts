import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { CheckoutServer, type ProcessMemory } from '../checkout-server.ts';
import type { BenchOptions } from '../run.ts';
import { spread } from '../statistics.ts';
import { attackerSchema } from './attacker.ts';
import { type Attack, attacks } from './attacks.ts';
import { type Neighbour, neighbourSchema } from './neighbour.ts';

/** The ruler: what holds while any one client does its worst. */
const limits = { healthMs: 250, slower: 2, growthMB: 300, answerMB: 32 };

const quietMs = 10_000;
const longestRowMs = 60_000;
const memoryEveryMs = 100;

export interface HostileFigures {
  readonly attack: string;
  /** Whether the server was there at the end. */
  readonly alive: boolean;
  readonly strikes: number | null;
  readonly longestStrikeMs: number | null;
  readonly healthP99Ms: number;
  /** A neighbour's pictures beside it, as a ratio of the quiet median; null where they are not timed, or none was finished. */
  readonly slower: { readonly median: number; readonly worst: number } | null;
  /** Pictures of the neighbour that were refused or cut off. */
  readonly neighbourFailures: number;
  /** Of the process that grew most, in MB. */
  readonly growthMB: number;
  readonly largestAnswerMB: number | null;
}

/** Runs what hostile and careless clients did at full size, each against a server of its own. */
export async function benchHostile({ checkout, rows }: BenchOptions): Promise<readonly HostileFigures[]> {
  const chosen = attacks.filter(({ name }) => rows.length === 0 || rows.some(row => name.includes(row)));
  const figures: HostileFigures[] = [];
  console.log(
    `limits: health p99 ${limits.healthMs} ms, a neighbour's picture ${limits.slower} times, growth ${limits.growthMB} MB, answer ${limits.answerMB} MB`,
  );
  for (const attack of chosen) {
    const measured = await measure(attack, checkout);
    console.log(row(measured));
    figures.push(measured);
  }
  return figures;
}

async function measure(attack: Attack, checkout: string): Promise<HostileFigures> {
  const server = await CheckoutServer.start(checkout);
  const neighbour = child('neighbour.ts', server.url, ...(attack.neighbourDraws ? ['draws'] : []));
  const attacker = child('attacker.ts', server.url, attack.name);
  try {
    await message(attacker, 'prepared', longestRowMs);
    await delay(quietMs);
    const quiet = await whatWasSeen(neighbour);
    const memory = new Growth(server);
    neighbour.send('start');
    attacker.send('go');
    const over = await message(attacker, 'over', longestRowMs);
    const seen = await whatWasSeen(neighbour);
    return {
      attack: attack.name,
      alive: server.alive,
      strikes: over?.strikes ?? null,
      longestStrikeMs: over?.longestMs ?? null,
      healthP99Ms: percentile99(seen.health),
      slower: slower(seen, quiet),
      neighbourFailures: seen.failures,
      growthMB: memory.stop(),
      largestAnswerMB: over === null ? null : over.largestAnswer / 1e6,
    };
  } finally {
    attacker.kill('SIGKILL');
    neighbour.kill('SIGKILL');
    await server.stop();
  }
}

/** The most that each process ever had over what it had at first; one that replaced another counts from what that had. */
class Growth {
  readonly #server: CheckoutServer;
  readonly #before: ReadonlyMap<number, ProcessMemory>;
  readonly #timer: NodeJS.Timeout;
  #most = 0;

  constructor(server: CheckoutServer) {
    this.#server = server;
    this.#before = server.memory();
    this.#timer = setInterval(() => this.#look(), memoryEveryMs);
  }

  stop(): number {
    this.#look();
    clearInterval(this.#timer);
    return this.#most;
  }

  #look(): void {
    for (const [pid, { command, residentMB }] of this.#server.memory()) {
      const before =
        this.#before.get(pid) ?? [...this.#before.values()].find(process => process.command === command);
      this.#most = Math.max(this.#most, residentMB - (before?.residentMB ?? 0));
    }
  }
}

function child(script: string, ...given: string[]): ChildProcess {
  return fork(new URL(script, import.meta.url), given, { execArgv: [] });
}

async function whatWasSeen(neighbour: ChildProcess): Promise<Neighbour> {
  const answered = once(neighbour, 'message');
  neighbour.send('tell');
  const [seen] = await answered;
  return neighbourSchema.parse(seen);
}

type Told = ReturnType<typeof attackerSchema.parse>;

/** What the attacker tells; null when it does not within the time. */
async function message<T extends Told['type']>(
  attacker: ChildProcess,
  type: T,
  patienceMs: number,
): Promise<Extract<Told, { type: T }> | null> {
  const told = once(attacker, 'message').then(([value]) => attackerSchema.parse(value));
  const first = await Promise.race([told, delay(patienceMs, null)]);
  return first?.type === type ? (first as Extract<Told, { type: T }>) : null;
}

function percentile99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? Number.POSITIVE_INFINITY;
}

function slower(seen: Neighbour, quiet: Neighbour): HostileFigures['slower'] {
  if (seen.pictures.length === 0 || quiet.pictures.length === 0) return null;
  const { median, max } = spread(seen.pictures);
  const usual = spread(quiet.pictures).median;
  return { median: median / usual, worst: max / usual };
}

function row(figures: HostileFigures): string {
  const { alive, healthP99Ms, slower, growthMB, largestAnswerMB, longestStrikeMs, strikes } = figures;
  const within = (holds: boolean, text: string) => (holds ? text : `${text} (!)`);
  return [
    figures.attack,
    within(alive, alive ? '  alive' : '  ended'),
    within(healthP99Ms <= limits.healthMs, `health p99 ${healthP99Ms.toFixed(0)} ms`),
    slower === null
      ? 'no picture beside it'
      : within(
          slower.median <= limits.slower,
          `picture x ${slower.median.toFixed(1)}, worst ${slower.worst.toFixed(1)}`,
        ),
    within(growthMB <= limits.growthMB, `+${growthMB.toFixed(0)} MB`),
    largestAnswerMB === null
      ? 'not over'
      : within(largestAnswerMB <= limits.answerMB, `answer ${largestAnswerMB.toFixed(1)} MB`),
    `${strikes ?? 0} times, longest ${((longestStrikeMs ?? 0) / 1000).toFixed(1)} s`,
    `neighbour failed ${figures.neighbourFailures}`,
  ].join(', ');
}
