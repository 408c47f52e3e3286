import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { isScope, type Scope } from './scopes.ts';
import type { OwnerId, Viewer } from './viewer.ts';
import { UnauthenticatedError, type Viewers } from './viewers.ts';

export interface JwtSettings {
  /** The JSON Web Key Set of the identity provider (RFC 7517). */
  readonly jwksUrl: string;
  /** What tokens must say in `iss` and `aud`. */
  readonly issuer: string;
  readonly audience: string;
  /** Scopes of tokens that name none of ours. */
  readonly defaultScopes: readonly Scope[];
}

/** Signatures that only who has the private key can make: none of those that share a secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Seconds by which clocks may differ. */
const clockTolerance = 5;
/** The longest delay that timers know, in milliseconds. */
const longestDelay = 2 ** 31 - 1;

/** `scope` by RFC 9068; some providers write `scp`, or a list. */
const claimsSchema = z.object({
  sub: z.string().min(1),
  scope: z.union([z.string(), z.array(z.string())]).optional(),
  scp: z.union([z.string(), z.array(z.string())]).optional(),
});

/** Viewers come with a token of an identity provider (RFC 7519). Each subject is an owner. */
export class JwtViewers implements Viewers {
  readonly #settings: JwtSettings;
  readonly #keys;

  constructor(settings: JwtSettings) {
    this.#settings = settings;
    this.#keys = createRemoteJWKSet(new URL(settings.jwksUrl));
  }

  async of(token: string | null): Promise<Viewer> {
    if (token === null)
      throw new UnauthenticatedError('A token is needed: send it as "Authorization: Bearer <token>".');
    const payload = await this.#verified(token);
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) throw new UnauthenticatedError('The token has no subject ("sub").');
    const { sub, scope, scp } = claims.data;
    const named = [scope ?? [], scp ?? []]
      .flat()
      .flatMap(text => text.split(' '))
      .filter(isScope);
    return {
      owner: `jwt:${sub}` as OwnerId,
      scopes: new Set(named.length > 0 ? named : this.#settings.defaultScopes),
      key: null,
      until: payload.exp === undefined ? null : new Date(payload.exp * 1000),
    };
  }

  watch({ until }: Viewer, end: () => void): () => void {
    if (until === null) return () => {};
    const timer = setTimeout(end, Math.min(longestDelay, until.getTime() - Date.now())).unref();
    return () => clearTimeout(timer);
  }

  async close(): Promise<void> {}

  async #verified(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.#settings;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance,
      });
      return payload;
    } catch (error) {
      // That the provider is away is not the client's doing, and is not said to be.
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) throw error;
      throw new UnauthenticatedError(`The token is not accepted: ${error.message}.`);
    }
  }
}
