import type { Plugin } from 'graphql-yoga';
import type { ApiContext } from '../../../schema/context.ts';
import { readingPatiently } from '../../generations/reading-patiently.ts';

/**
 * A subscription waits for a database that is away, for as long as its client does: an error in the place of an event would
 * be a revision that the client never sees.
 */
export function usePatience(): Plugin<ApiContext> {
  return {
    onSubscribe({ args, extendContext }) {
      const { generations, signal } = args.contextValue;
      extendContext({ generations: readingPatiently(generations, signal) });
    },
  };
}
