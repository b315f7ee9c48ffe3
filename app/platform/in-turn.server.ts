/**
 * One write after another, each on its way while the next one is made ready: the database and this process work at the same
 * time. For one transaction, whose writes may never run beside each other.
 */
export class InTurn {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for the write before, begins this one and comes back while it is on its way. What goes wrong is thrown by the next call. */
  async begin(write: () => PromiseLike<unknown>): Promise<void> {
    await this.#last;
    // A query of mongoose runs anew at each `then`: made a promise, it is asked once.
    this.#last = Promise.resolve(write());
    this.#last.catch(() => undefined);
  }

  /** When the last one is done. @throws what went wrong with it */
  async settled(): Promise<void> {
    await this.#last;
  }
}
