/**
 * Who asks, as far as a server without accounts can tell. Work is shared out between addresses first, then between the
 * connections of an address, so that neither many requests nor many connections buy more than a share.
 */
export interface Client {
  /** Where it comes from, such as `203.0.113.7`. */
  readonly address: string;
  /** One of its connections, by a name that no other connection of this process has. */
  readonly connection: string;
}

/** For work of the server's own. */
export const ownWork: Client = { address: 'server', connection: 'server' };
