import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The first part of a token. Names the key, and is not secret. */
export type KeyPrefix = string & { readonly brand: 'KeyPrefix' };

const prefixBytes = 6;
const secretBytes = 32;
const form = /^(fv_[0-9a-f]{12})_[\w-]{43}$/;

/** A new token, such as `fv_0a1b2c3d4e5f_...`: 256 random bits behind its prefix. */
export function newToken(): { readonly token: string; readonly prefix: KeyPrefix } {
  const prefix = `fv_${randomBytes(prefixBytes).toString('hex')}` as KeyPrefix;
  return { token: `${prefix}_${randomBytes(secretBytes).toString('base64url')}`, prefix };
}

/** @returns null if the text does not have the form of a token. */
export function prefixOf(token: string): KeyPrefix | null {
  const [, prefix] = form.exec(token) ?? [];
  return prefix === undefined ? null : (prefix as KeyPrefix);
}

/** sha256 (hex). A token has 256 random bits, so a salt or a slow hash would add nothing. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export function hashesEqual(a: string, b: string): boolean {
  const [first, second] = [Buffer.from(a, 'hex'), Buffer.from(b, 'hex')];
  return first.length === second.length && timingSafeEqual(first, second);
}
