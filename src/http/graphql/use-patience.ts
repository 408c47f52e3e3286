import type { Plugin } from 'graphql-yoga';
import type { ApiContext } from '../../../schema/context.ts';
import { readingPatiently } from '../../generations/reading-patiently.ts';

/**
 * Subscriptions wait for an unreachable database as long as their client does: an error in place of an event would be a
 * revision the client never sees.
 */
export function usePatience(): Plugin<ApiContext> {
  return {
    onSubscribe({ args, extendContext }) {
      const { generations, signal } = args.contextValue;
      extendContext({ generations: readingPatiently(generations, signal) });
    },
  };
}
