import { createClient } from 'graphql-ws';

const address = new URL('/graphql', location.href);
address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';

/**
 * One WebSocket for all subscriptions, open while there are any. It does not reconnect by itself: only the subscriber
 * knows where to resume (`watchGeneration`).
 */
export const socket = createClient({ url: address.href, retryAttempts: 0, lazyCloseTimeout: 2000 });
