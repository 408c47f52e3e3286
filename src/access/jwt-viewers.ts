import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Limits } from './limits/limits.ts';
import type { Subject } from './limits/subject.ts';
import { isScope, type Scope } from './scopes.ts';
import type { OwnerId, Viewer } from './viewer.ts';
import { UnauthenticatedError, type Viewers } from './viewers.ts';

export interface JwtSettings {
  /** URL of the identity provider's JSON Web Key Set (RFC 7517). */
  readonly jwksUrl: string;
  /** Required `iss` and `aud` of tokens. */
  readonly issuer: string;
  readonly audience: string;
  /** Granted to tokens that name none of our scopes. */
  readonly defaultScopes: readonly Scope[];
}

/** Asymmetric algorithms only: a shared secret could sign tokens itself. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Allowed clock skew, in seconds. */
const clockTolerance = 5;
/** The longest delay of a timer, in milliseconds. */
const longestDelay = 2 ** 31 - 1;

/** `scope` as in RFC 9068; some providers use `scp`, or a list. */
const claimsSchema = z.object({
  sub: z.string().min(1),
  scope: z.union([z.string(), z.array(z.string())]).optional(),
  scp: z.union([z.string(), z.array(z.string())]).optional(),
});

/** Authenticates by tokens of an identity provider (JWT, RFC 7519). Each subject is an owner. */
export class JwtViewers implements Viewers {
  readonly #settings: JwtSettings;
  readonly #limits: Limits;
  readonly #keys;

  /** @param limits of each subject. */
  constructor(settings: JwtSettings, limits: Limits) {
    this.#settings = settings;
    this.#limits = limits;
    this.#keys = createRemoteJWKSet(new URL(settings.jwksUrl));
  }

  async of(token: string | null): Promise<Viewer> {
    if (token === null)
      throw new UnauthenticatedError('A token is required: send it as "Authorization: Bearer <token>".');
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
      keyPrefix: null,
      until: payload.exp === undefined ? null : new Date(payload.exp * 1000),
      quotas: { subject: `jwt:${sub}` as Subject, limits: this.#limits },
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
      // An unreachable provider is not the client's fault.
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) throw error;
      throw new UnauthenticatedError(`Invalid token: ${error.message}.`);
    }
  }
}
