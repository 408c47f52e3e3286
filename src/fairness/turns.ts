import type { Client } from './client.ts';

/**
 * Waiting work by client: addresses take turns, then the connections of an address; the work of a connection stays in
 * order.
 */
export class Turns<T extends object> {
  /** The first connection of the first address is next. */
  readonly #addresses = new Map<string, Map<string, T[]>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  countOf({ address, connection }: Client): number {
    return this.#addresses.get(address)?.get(connection)?.length ?? 0;
  }

  add({ address, connection }: Client, value: T): void {
    const connections = this.#addresses.get(address) ?? new Map<string, T[]>();
    const values = connections.get(connection) ?? [];
    values.push(value);
    connections.set(connection, values);
    this.#addresses.set(address, connections);
    this.#size++;
  }

  /**
   * Takes the next item and moves its client to the back.
   * @param may filters clients; the others keep their places.
   */
  take(may: (client: Client) => boolean = () => true): { client: Client; value: T } | undefined {
    for (const [address, connections] of this.#addresses) {
      for (const [connection, values] of connections) {
        const client = { address, connection };
        const [value] = values;
        if (value === undefined || !may(client)) continue;
        values.shift();
        this.#size--;
        connections.delete(connection);
        if (values.length > 0) connections.set(connection, values);
        this.#addresses.delete(address);
        if (connections.size > 0) this.#addresses.set(address, connections);
        return { client, value };
      }
    }
    return undefined;
  }

  /** @returns whether it was still waiting. */
  remove({ address, connection }: Client, value: T): boolean {
    const connections = this.#addresses.get(address);
    const values = connections?.get(connection) ?? [];
    const place = values.indexOf(value);
    if (place < 0) return false;
    values.splice(place, 1);
    this.#size--;
    if (values.length === 0) connections?.delete(connection);
    if (connections?.size === 0) this.#addresses.delete(address);
    return true;
  }
}
