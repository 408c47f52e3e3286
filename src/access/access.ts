import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { type JwtSettings, JwtViewers } from './jwt-viewers.ts';
import { KeyViewers } from './key-viewers.ts';
import { SignedAddresses } from './signed-addresses.ts';
import { everybodyIsLocal, type Viewers } from './viewers.ts';

/** How clients authenticate. */
export type AccessSettings = { readonly kind: 'none' | 'keys' } | ({ readonly kind: 'jwt' } & JwtSettings);

/** Authentication of requests and picture addresses. */
export interface Access {
  readonly viewers: Viewers;
  /** Signs picture addresses; null: pictures are public. */
  readonly addresses: SignedAddresses | null;
}

/** No authentication. */
export const openToAll: Access = { viewers: everybodyIsLocal, addresses: null };

export async function openAccess(
  settings: AccessSettings,
  database: Database,
  logger: Logger,
): Promise<Access> {
  if (settings.kind === 'none') return openToAll;
  return {
    viewers: settings.kind === 'jwt' ? new JwtViewers(settings) : await KeyViewers.open(database, logger),
    addresses: await SignedAddresses.open(database.kysely),
  };
}
