import { constants, setPriority } from 'node:os';
import { z } from 'zod';
import { attacks } from './attacks.ts';
import { HostileClient } from './client.ts';

/**
 * Runs one attack in a process of its own, again and again until it has lasted long enough. Arguments: the server's
 * address, the attack's name. It has the lowest priority: a stranger's machine would not take the server's processors.
 */

const leastMs = 10_000;

export const attackerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('prepared') }),
  z.object({
    type: z.literal('over'),
    strikes: z.number(),
    longestMs: z.number(),
    largestAnswer: z.number(),
  }),
]);

if (import.meta.main) {
  const [, , url = '', name = ''] = process.argv;
  setPriority(constants.priority.PRIORITY_LOW);
  const attack = attacks.find(candidate => candidate.name === name);
  if (attack === undefined) throw new Error(`There is no attack "${name}".`);
  const client = new HostileClient(url);
  await attack.prepare?.(client);
  process.send?.({ type: 'prepared' });
  await new Promise(resolve => process.once('message', resolve));
  client.largestAnswer = 0;
  const until = performance.now() + leastMs;
  let strikes = 0;
  let longestMs = 0;
  do {
    const started = performance.now();
    await attack.strike(client);
    longestMs = Math.max(longestMs, performance.now() - started);
    strikes++;
  } while (performance.now() < until);
  process.send?.({ type: 'over', strikes, longestMs, largestAnswer: client.largestAnswer }, () =>
    process.exit(),
  );
}
