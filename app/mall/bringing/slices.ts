/** Long work in small steps: whoever runs it decides when the process may do something else. */
export type Sliced<T> = Generator<undefined, T, undefined>;

/** In one go: for the command line and tests. */
export function finish<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Longest turn of the event loop, in ms; a step itself should take a fraction of it. */
const TURN = 12;

/** Beside everything else that the process does: after each turn all that waits is served first. */
export async function inSlices<T>(work: Sliced<T>, turn = TURN): Promise<T> {
  for (;;) {
    const until = performance.now() + turn;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise((next) => setImmediate(next));
  }
}
