import { spawn } from 'node:child_process';

const SHORTEST_WAIT = 200;
const LONGEST_WAIT = 10_000;
/** A child that lived this long (ms) has recovered: the next restart is immediate again. */
const STEADY = 30_000;
/** Before this (ms) a program that doesn't answer may still be starting. */
const STANDSTILL = 15_000;

/**
 * @typedef {object} Program
 * @property {string} name as people read it
 * @property {string} program
 * @property {string[]} args
 * @property {import('./paths.mjs').Environment} env
 * @property {string} [cwd]
 * @property {boolean} [ipc] a channel whose end tells the child that the supervisor is gone
 * @property {number} [log] an open file for what it prints; the terminal otherwise
 * @property {import('./stop.mjs').Say} say
 * @property {(pid: number) => void} [onStart]
 * @property {(message: unknown) => void} [onMessage] over the channel
 * @property {(code: number | null) => boolean} [onGone] says whether it may be started again
 */

/**
 * Keeps a program running: started again when it ends, at once at first, then ever slower.
 * Children are in sessions of their own, so that Ctrl-C reaches only the supervisor, which stops them in order.
 */
export class Supervised {
  #program;
  #stopping = false;
  #wait = SHORTEST_WAIT;
  #born = 0;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  /** @type {import('node:child_process').ChildProcess | null} */
  child = null;

  /** @param {Program} program */
  constructor(program) {
    this.#program = program;
  }

  start() {
    const { name, program, args, env, cwd, ipc, log, say, onStart, onMessage, onGone } = this.#program;
    this.#born = Date.now();
    const born = this.#born;
    const out = log ?? 'inherit';
    const child = spawn(program, args, {
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      cwd,
      stdio: ['ignore', out, out, ipc ? 'ipc' : 'ignore'],
      detached: true,
    });
    this.child = child;
    child.on('error', (error) => say(`${name} could not be started: ${error.message}`));
    child.once('close', (code, signal) => {
      this.child = null;
      if (this.#stopping || onGone?.(code) === false) return;
      if (Date.now() - born > STEADY) this.#wait = SHORTEST_WAIT;
      say(`${name} ended (${signal ?? code}); starting it again.`);
      this.#timer = setTimeout(() => this.start(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    });
    if (onMessage) child.on('message', onMessage);
    if (child.pid !== undefined) onStart?.(child.pid);
  }

  /** Ends a program that stands still, so that it begins anew; one that began just now is given its time. */
  revive() {
    if (Date.now() - this.#born > STANDSTILL) this.child?.kill('SIGKILL');
  }

  /**
   * Asks it to end, and ends it after `patience` milliseconds.
   * @param {number} patience
   */
  async stop(patience) {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.child;
    if (!child?.pid) return;
    const gone = new Promise((done) => child.once('close', done));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), patience);
    await gone;
    clearTimeout(timer);
  }
}
