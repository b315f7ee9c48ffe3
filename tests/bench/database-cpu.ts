import { readdirSync, readFileSync } from 'node:fs';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** CPU time of the database's process so far, in ms, all threads; 0 where the system doesn't tell (not Linux, not this machine). */
export function databaseCpu(uri: string): () => number {
  const port = new URL(uri.replace('mongodb:', 'http:')).port;
  const folders = (() => {
    try {
      return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    } catch {
      return [];
    }
  })();
  const pid = folders.find((name) => /secantusd|mongod/.test(read(`/proc/${name}/cmdline`)) && read(`/proc/${name}/cmdline`).split('\0').includes(port));
  return () => {
    if (!pid) return 0;
    return readdirSync(`/proc/${pid}/task`).reduce((sum, task) => sum + Number(read(`/proc/${pid}/task/${task}/schedstat`).split(' ')[0] ?? 0), 0) / 1e6;
  };
}
