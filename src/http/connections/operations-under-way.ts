/** The operations of one connection, by the ids that the client gave them, and how each learns that nobody wants it any more. */
export class OperationsUnderWay {
  readonly #operations = new Map<string, AbortController>();

  /** @returns aborted when the operation ends, is taken back by its client, or loses its connection. */
  begin(id: string): AbortSignal {
    const operation = new AbortController();
    this.#operations.set(id, operation);
    return operation.signal;
  }

  end(id: string): void {
    this.#operations.get(id)?.abort();
    this.#operations.delete(id);
  }

  endAll(): void {
    for (const id of this.#operations.keys()) this.end(id);
  }
}
