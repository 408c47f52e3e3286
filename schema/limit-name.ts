import type { LimitName } from '../src/access/limits/limits.ts';
import { builder } from './builder.ts';

export const LimitNameEnum = builder.enumType('LimitName', {
  description: 'What is limited for a key or token.',
  values: {
    REQUESTS: { value: 'requests', description: 'Operations and picture requests, per minute.' },
    COST: { value: 'cost', description: 'Cost of operations (`extensions.cost`), per minute.' },
    PICTURES: { value: 'pictures', description: 'Pictures queued at once, over all keys of the owner.' },
    PIXELS: { value: 'pixels', description: 'Pixels of new pictures, per day.' },
    SOCKETS: { value: 'sockets', description: 'WebSockets and event streams open at once.' },
    UPLOAD: { value: 'upload', description: 'Bytes of requests with pictures, per day.' },
  } as const satisfies Record<string, { value: LimitName; description: string }>,
});
