import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { type JwtSettings, JwtViewers } from './jwt-viewers.ts';
import { KeyViewers } from './key-viewers.ts';
import { Allowances } from './limits/allowances.ts';
import { type SomeLimits, usualLimits } from './limits/limits.ts';
import { SignedAddresses } from './signed-addresses.ts';
import { everybodyIsLocal, type Viewers } from './viewers.ts';

/** How clients authenticate. */
export type AccessSettings = { readonly kind: 'none' | 'keys' } | ({ readonly kind: 'jwt' } & JwtSettings);

/** Authentication of requests and picture addresses, and what clients may do. */
export interface Access {
  readonly viewers: Viewers;
  /** Signs picture addresses; null: pictures are public. */
  readonly addresses: SignedAddresses | null;
  /** Null: nobody has limits. */
  readonly allowances: Allowances | null;
  close(): Promise<void>;
}

/** No authentication. */
export const openToAll: Access = {
  viewers: everybodyIsLocal,
  addresses: null,
  allowances: null,
  close: async () => {},
};

/** @param limits of clients whose key has none of its own, in place of the usual ones. */
export async function openAccess(
  settings: AccessSettings,
  database: Database,
  logger: Logger,
  limits: SomeLimits = {},
): Promise<Access> {
  if (settings.kind === 'none') return openToAll;
  const defaults = { ...usualLimits, ...limits };
  const addresses = await SignedAddresses.open(database.kysely);
  const viewers =
    settings.kind === 'jwt'
      ? new JwtViewers(settings, defaults)
      : await KeyViewers.open(database, logger, defaults);
  const allowances = new Allowances(database, logger);
  return {
    viewers,
    addresses,
    allowances,
    async close() {
      await viewers.close();
      await allowances.close();
    },
  };
}
