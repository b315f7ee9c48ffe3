interface Asked<Q, A> {
  question: Q;
  answered(answer: A): void;
  failed(error: unknown): void;
}

/**
 * Answers with one round of queries what many connections ask at the same moment: whoever asks while others are being answered
 * waits for the next round. When everybody comes back together, that is a few rounds instead of thousands of queries.
 */
export class Together<Q, A> {
  private waiting: Asked<Q, A>[] = [];
  private running = 0;

  /** @param answerAll answers in the order of the questions */
  constructor(
    private readonly answerAll: (questions: Q[]) => Promise<A[]>,
    private readonly most: { inOne: number; atOnce: number },
  ) {}

  ask(question: Q): Promise<A> {
    return new Promise((answered, failed) => {
      this.waiting.push({ question, answered, failed });
      // After what else this turn of the loop brings.
      if (this.waiting.length === 1) setImmediate(() => this.begin());
    });
  }

  private begin(): void {
    if (this.running >= this.most.atOnce || this.waiting.length === 0) return;
    const round = this.waiting.splice(0, this.most.inOne);
    this.running += 1;
    void this.answer(round).finally(() => {
      this.running -= 1;
      this.begin();
    });
    this.begin();
  }

  private async answer(round: Asked<Q, A>[]): Promise<void> {
    try {
      const answers = await this.answerAll(round.map(({ question }) => question));
      round.forEach(({ answered }, at) => answered(answers[at] as A));
    } catch (error) {
      for (const { failed } of round) failed(error);
    }
  }
}
