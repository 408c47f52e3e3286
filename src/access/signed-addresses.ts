import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { OwnerId } from './viewer.ts';

/** Minimum lifetime of a signed address, in seconds. */
const lifetimeSeconds = 24 * 3600;
/** Expiry is rounded up to the hour, so that repeated queries give equal, cacheable addresses. */
const roundingSeconds = 3600;

const form = /^(.*[?&]expires=(\d{1,15}))&signature=([\w-]{43})$/s;

/** The result of checking an address. */
export type SignatureCheck = 'good' | 'expired' | 'wrong' | 'none';

/**
 * Signs picture addresses for clients that cannot send headers, such as `img` elements. Anyone with the address can see the
 * picture, for 24 to 25 hours. The signature is an HMAC-SHA256 over owner and address; the secret is in the database.
 */
export class SignedAddresses {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  static async open(database: Kysely<Tables>): Promise<SignedAddresses> {
    const { value } = await database
      .selectFrom('secrets')
      .select('value')
      .where('name', '=', 'pictures')
      .executeTakeFirstOrThrow();
    return new SignedAddresses(value);
  }

  /** @param address path and query. @param now in milliseconds. */
  sign(address: string, owner: OwnerId, now: number = Date.now()): string {
    const hour = Math.ceil(now / 1000 / roundingSeconds) * roundingSeconds;
    const signed = `${address}${address.includes('?') ? '&' : '?'}expires=${hour + lifetimeSeconds}`;
    return `${signed}&signature=${this.#signature(signed, owner)}`;
  }

  /** @param address path and query, as received. @param owner of the picture. */
  check(address: string, owner: OwnerId, now: number = Date.now()): SignatureCheck {
    if (!/[?&]signature=/.test(address)) return 'none';
    const [, signed = '', expires = '', signature = ''] = form.exec(address) ?? [];
    const [given, expected] = [signature, this.#signature(signed, owner)].map(text => Buffer.from(text));
    if (!given || !expected || given.length !== expected.length || !timingSafeEqual(given, expected))
      return 'wrong';
    return Number(expires) * 1000 > now ? 'good' : 'expired';
  }

  #signature(address: string, owner: OwnerId): string {
    return createHmac('sha256', this.#secret).update(`${owner}\n${address}`).digest('base64url');
  }
}
