/**
 * The client of a request, as far as a server without accounts can tell. Work is divided between addresses first, then
 * between the connections of an address, so that neither many requests nor many connections gain more than a fair
 * share.
 */
export interface Client {
  /** Its address, such as `203.0.113.7`. */
  readonly address: string;
  /** Name of the connection, unique within this process. */
  readonly connection: string;
}

/** The server itself, for its own work. */
export const ownWork: Client = { address: 'server', connection: 'server' };
