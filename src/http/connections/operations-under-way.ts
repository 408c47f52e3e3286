/** The abort reason of operations; shared, because creating one takes longer than ending a thousand operations. */
const ended = new DOMException('The client no longer waits for the result.', 'AbortError');

/** The operations of a connection, each with a signal that aborts when it is no longer wanted. */
export class OperationsUnderWay {
  readonly #operations = new Map<string | symbol, AbortController>();
  #ended = false;

  /**
   * @param id the client's id, or any other unique name.
   * @returns a signal aborted when the operation ends, is canceled by its client, or loses its connection.
   */
  begin(id: string | symbol): AbortSignal {
    const operation = new AbortController();
    if (this.#ended) operation.abort(ended);
    else this.#operations.set(id, operation);
    return operation.signal;
  }

  end(id: string | symbol): void {
    this.#operations.get(id)?.abort(ended);
    this.#operations.delete(id);
  }

  /** No further operations can start. */
  endAll(): void {
    this.#ended = true;
    for (const id of this.#operations.keys()) this.end(id);
  }
}
