/** A reason to stop that its reader can act on: printed as one sentence, exit code 1, no stack. */
export class Stop extends Error {}

/** @typedef {(line: string) => void} Say tells the person at the terminal */

/**
 * Runs a script's main function: a Stop is one sentence, anything else is our own mistake and shows its stack.
 * @param {() => Promise<number | void>} main answers with the exit code
 */
export async function run(main) {
  try {
    const code = await main();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    process.exitCode = 1;
  }
}
