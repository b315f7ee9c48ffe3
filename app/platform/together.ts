interface Asked<Q, A> {
  question: Q;
  answered(answer: A): void;
  failed(error: unknown): void;
}

export interface Rounds {
  /** Questions of one round at most. */
  inOne: number;
  /** Rounds under way at most. */
  atOnce: number;
  /** After a round of a crowd the next one begins this much later at the soonest, in ms: what a crowd asks is one question a while. */
  gap?: number;
}
/** Fewer are a page or two, which nobody keeps waiting. */
const CROWD = 4;

/**
 * Answers with one round of queries what many connections ask at the same moment: whoever asks while others are being answered
 * waits for the next round. When everybody comes back together, that is a few rounds instead of thousands of queries.
 */
export class Together<Q, A> {
  private waiting: Asked<Q, A>[] = [];
  private running = 0;
  private notBefore = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param answerAll answers in the order of the questions */
  constructor(
    private readonly answerAll: (questions: Q[]) => Promise<A[]>,
    private readonly most: Rounds,
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
    const early = this.notBefore - performance.now();
    if (early > 0) {
      // A timer may ring a moment too early: it then sets the next one.
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.begin();
      }, early);
      return;
    }
    const round = this.waiting.splice(0, this.most.inOne);
    if (this.most.gap && round.length >= CROWD) this.notBefore = performance.now() + this.most.gap;
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
