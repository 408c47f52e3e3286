import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { requestFields } from './request-scope.ts';

/** Adds the request id to the errors of responses over HTTP; over other transports, `withoutInternals` does. */
export function useRequestIds(): Plugin {
  return {
    onResultProcess({ result }) {
      if (Array.isArray(result) || isAsyncIterable(result)) return;
      for (const { extensions } of result.errors ?? []) Object.assign(extensions, requestFields());
    },
  };
}
