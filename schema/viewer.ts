import { type LimitName, limitNames, windowSeconds } from '../src/access/limits/limits.ts';
import type { Viewer } from '../src/access/viewer.ts';
import { builder } from './builder.ts';
import type { ApiContext } from './context.ts';
import { LimitNameEnum } from './limit-name.ts';
import { readPrice } from './price.ts';
import { ScopeEnum } from './scope.ts';

interface ClientLimit {
  readonly name: LimitName;
  readonly quota: number;
  readonly remaining: number;
  readonly window: number | null;
  readonly resetAfter: number | null;
}

const ClientLimitObject = builder.objectRef<ClientLimit>('ClientLimit').implement({
  description: 'A limit of the key or token, and what is left of it now.',
  fields: t => ({
    name: t.expose('name', { type: LimitNameEnum, description: 'What is limited.' }),
    quota: t.expose('quota', { type: 'Integer', description: 'Allowed per window, or at once.' }),
    remaining: t.expose('remaining', {
      type: 'Integer',
      description:
        'What is left. Other processes of the server may have set aside up to 2 % of a quota per minute.',
    }),
    window: t.exposeInt('window', {
      nullable: true,
      description: 'Length of the window in seconds; null for limits on what exists at once.',
    }),
    resetAfter: t.exposeInt('resetAfter', {
      nullable: true,
      description:
        'Seconds until the whole quota is available again; null if no window has begun, or there is none.',
    }),
  }),
});

const ViewerObject = builder.objectRef<Viewer>('Viewer').implement({
  description: 'The client, as identified by its key or token.',
  fields: t => ({
    owner: t.exposeString('owner', {
      description: 'Owner of the generations that the client sees and makes.',
    }),
    scopes: t.field({
      type: [ScopeEnum],
      description: 'What the client may do.',
      resolve: ({ scopes }) => [...scopes],
    }),
    until: t.expose('until', {
      type: 'DateTime',
      nullable: true,
      description: 'When the key or token expires; null: never.',
    }),
    limits: t.field({
      type: [ClientLimitObject],
      description: 'The limits of the client. Limits that do not apply are absent.',
      complexity: { field: 3 * readPrice, multiplier: limitNames.length },
      resolve: (viewer, _, context) => limitsOf(viewer, context),
    }),
  }),
});

builder.queryField('viewer', t =>
  t.field({
    type: ViewerObject,
    description: 'Who the client is, and what it may still do. Requires no scope.',
    skipTypeScopes: true,
    resolve: (_parent, _args, { viewer }) => viewer,
  }),
);

async function limitsOf({ quotas }: Viewer, { allowances, generations }: ApiContext): Promise<ClientLimit[]> {
  if (quotas === null || allowances === null) return [];
  const { pictures, sockets } = quotas.limits;
  const [counted, queued, open] = await Promise.all([
    allowances.read(quotas),
    pictures === null ? 0 : generations.queued(),
    sockets === null ? 0 : allowances.openSockets(quotas),
  ]);
  const atOnce: Partial<Record<LimitName, number>> = { pictures: queued, sockets: open };
  return limitNames.flatMap((name): ClientLimit[] => {
    const quota = quotas.limits[name];
    if (quota === null) return [];
    if (name === 'pictures' || name === 'sockets') {
      const remaining = Math.max(0, quota - (atOnce[name] ?? 0));
      return [{ name, quota, remaining, window: null, resetAfter: null }];
    }
    const { remaining = quota, resetsInMs = null } = counted.get(name) ?? {};
    const resetAfter = resetsInMs === null ? null : Math.ceil(resetsInMs / 1000);
    return [{ name, quota, remaining, window: windowSeconds[name], resetAfter }];
  });
}
