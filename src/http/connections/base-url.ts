/**
 * The address under which a client reaches this server, without a slash at the end.
 * @param host the request's `Host` header.
 * @param publicUrl the configured address, which goes first: behind a proxy only the operator knows it.
 */
export function baseUrl(host: string | undefined, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, '');
  return `http://${host ?? 'localhost'}`;
}
