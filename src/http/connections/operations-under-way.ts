/** Why an operation ended; one for all, since making one takes longer than ending a thousand operations. */
const ended = new DOMException('The client no longer waits for the result.', 'AbortError');

/** The operations of one connection, and how each learns that nobody wants it any more. */
export class OperationsUnderWay {
  readonly #operations = new Map<string | symbol, AbortController>();
  #ended = false;

  /**
   * @param id what the client calls it, or any other unique name.
   * @returns aborted when the operation ends, is taken back by its client, or loses its connection.
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

  /** Nothing can begin any more. */
  endAll(): void {
    this.#ended = true;
    for (const id of this.#operations.keys()) this.end(id);
  }
}
