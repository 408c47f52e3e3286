import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An identity provider: a key set over HTTP, and tokens that fit it. */
export interface IdentityProvider {
  readonly jwksUrl: string;
  /** A token of the provider; `claims` go over what it says by itself. @param expires as jose takes it. */
  token(claims?: JWTPayload, expires?: string | number): Promise<string>;
  /** The same, signed by a key of somebody else's. */
  forgedToken(claims?: JWTPayload): Promise<string>;
  close(): Promise<void>;
}

export const issuer = 'https://id.example.com/';
export const audience = 'pictures';

export async function startIdentityProvider(): Promise<IdentityProvider> {
  const [own, others] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'first', alg: 'ES256', use: 'sig' };
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys: [jwk] }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
  const sign = ({ privateKey }: typeof own, claims: JWTPayload, expires: string | number) =>
    new SignJWT({ iss: issuer, aud: audience, sub: 'anna', ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'first' })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(privateKey);
  return {
    jwksUrl: `http://127.0.0.1:${address.port}/jwks.json`,
    token: (claims = {}, expires = '1h') => sign(own, claims, expires),
    forgedToken: (claims = {}) => sign(others, claims, '1h'),
    close: () => new Promise(resolve => server.close(() => resolve())),
  };
}
