import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../scripts/bootstrap/paths.mjs';

export interface Devices {
  /** Resolves when every device heard one more `changed`. */
  allHear(): Promise<void>;
  stop(): void;
}

interface Opening {
  url: string;
  path: string;
  /** One device each; empty for a server that asks for none. */
  cookies: string[];
  /** Page that a device loads first, in the order of `cookies`. */
  pages?: string[];
}

/** Opens sockets in another process, one after the other; resolves when all are connected. */
export async function openDevices(open: Opening): Promise<Devices> {
  const child = fork(join(ROOT, 'tests/bench/sockets.mjs'), { execArgv: [] });
  child.send({ open });
  await answerOf(child, 'open');
  return { allHear: () => answerOf(child, 'heard'), stop: () => child.kill() };
}

function answerOf(child: ChildProcess, what: 'open' | 'heard'): Promise<void> {
  return new Promise((done, failed) => {
    const gone = () => failed(new Error('The devices are gone.'));
    const hear = (message: unknown) => {
      if (!(what in (message as object))) return;
      child.off('message', hear).off('exit', gone);
      done();
    };
    child.on('message', hear).once('exit', gone);
  });
}
