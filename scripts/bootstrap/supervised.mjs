import { spawn } from 'node:child_process';
import { identityOf } from './process-identity.mjs';

const SHORTEST_WAIT = 200;
const LONGEST_WAIT = 10_000;
/** A child that lived this long has recovered: the next restart is immediate again. */
const STEADY = 30_000;

/**
 * Keeps a program running: started again when it ends, at once at first, then ever slower.
 * Children are in sessions of their own, so that Ctrl-C reaches only the supervisor, which stops them in order.
 */
export class Supervised {
  #options;
  #stopping = false;
  #wait = SHORTEST_WAIT;
  #timer;
  /** @type {import('node:child_process').ChildProcess | null} */
  child = null;

  /**
   * @param {{name: string, program: string, args: string[], env: NodeJS.ProcessEnv, cwd?: string, ipc?: boolean, log?: number,
   *   say: (line: string) => void, onStart?: (child: import('node:child_process').ChildProcess) => void,
   *   onGone?: (code: number | null) => boolean}} options `onGone` says whether it may be started again
   */
  constructor(options) {
    this.#options = options;
  }

  start() {
    const { name, program, args, env, cwd, ipc, log, say, onStart, onGone } = this.#options;
    const born = Date.now();
    const out = log ?? 'inherit';
    const stdio = ipc ? ['ignore', out, out, 'ipc'] : ['ignore', out, out];
    const child = spawn(program, args, { env, cwd, stdio, detached: true });
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
    if (child.pid !== undefined) onStart?.(child);
    return child;
  }

  /** Asks it to end, and ends it after `patience` milliseconds. */
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

  get identity() {
    return this.child?.pid ? identityOf(this.child.pid) : null;
  }
}
