import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables.ts';
import type { OwnerId } from './viewer.ts';

/** Seconds that an address holds, at least. */
const holdsSeconds = 24 * 3600;
/** Addresses of the same hour are equal, so that browsers know what they have. */
const equalSeconds = 3600;

const form = /^(.*[?&]expires=(\d{1,15}))&signature=([\w-]{43})$/s;

/** Whether an address was given out by this server, and still holds. */
export type SignatureCheck = 'good' | 'expired' | 'wrong' | 'none';

/**
 * Addresses of pictures for programs that send no headers, as `img` elements: whoever has one sees the picture, for a day or a
 * little more. Bound to the owner: HMAC-SHA256 over owner and address, by a secret that the processes on a database share.
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
    const hour = Math.ceil(now / 1000 / equalSeconds) * equalSeconds;
    const signed = `${address}${address.includes('?') ? '&' : '?'}expires=${hour + holdsSeconds}`;
    return `${signed}&signature=${this.#signature(signed, owner)}`;
  }

  /** @param address path and query, as they came. @param owner of what is there. */
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
