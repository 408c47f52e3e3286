import { CloseCode, createClient } from 'graphql-ws';
import { authorization, refuseKey } from '../sign-in/access-key.ts';

const address = new URL('/graphql', location.href);
address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';

/**
 * One WebSocket for all subscriptions, open while there are any. It does not reconnect by itself: only the subscriber
 * knows where to resume (`watchGeneration`).
 */
export const socket = createClient({
  url: address.href,
  retryAttempts: 0,
  lazyCloseTimeout: 2000,
  connectionParams: authorization,
  on: {
    closed: event => {
      if (event instanceof CloseEvent && event.code === CloseCode.Forbidden) refuseKey();
    },
  },
});
