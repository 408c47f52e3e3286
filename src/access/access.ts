import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { type JwtSettings, JwtViewers } from './jwt-viewers.ts';
import { KeyViewers } from './key-viewers.ts';
import { SignedAddresses } from './signed-addresses.ts';
import { everybodyIsLocal, type Viewers } from './viewers.ts';

/** How clients prove who they are. */
export type AccessSettings = { readonly kind: 'none' | 'keys' } | ({ readonly kind: 'jwt' } & JwtSettings);

/** Who may come in. */
export interface Access {
  readonly viewers: Viewers;
  /** Signs addresses of pictures, and lets in whoever has one; null: pictures are for everybody. */
  readonly addresses: SignedAddresses | null;
}

/** Everybody, as the local owner. */
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
