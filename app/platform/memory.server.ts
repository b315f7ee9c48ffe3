import { onWrite } from '#models/define-model.server.ts';
import { singleton } from './singleton.server.ts';
import { Together } from './together.ts';

/** How long something is remembered at most, in ms: what another process wrote shows after that. */
const SPAN = 2_000;
/** A transaction is over by then, in ms: until its commit others read, and would remember, what was there before. */
const COMMIT = 10_000;
const MOST = 20_000;
const MOST_GROUPS = 1_000;
/** A crowd's questions: pages after a notice come within 400 ms, and are a handful of rounds. */
const ROUND = { inOne: 200, atOnce: 1, gap: 50 };

interface Entry<V> {
  until: number;
  value: Promise<V | undefined>;
}
export interface Memory<V> {
  /** Asks `read` unless it is known or just being asked. What it throws isn't remembered. */
  get(key: string, read: () => PromiseLike<V>): Promise<V>;
  /**
   * The same for several keys, with one question for those that aren't known, also when many pages ask at once; keys without
   * an answer are missing, and asked again.
   * @param group whoever asks with another `read` (that of another mall) says so; those of one group ask together
   */
  many(keys: readonly string[], read: (unknown: string[]) => Promise<ReadonlyMap<string, V>>, group?: string): Promise<Map<string, V>>;
}

interface Memories {
  all: { entries: Map<string, unknown>; of: readonly string[] }[];
  writtenAt: Map<string, number>;
}
const memories = () =>
  singleton('memories', (): Memories => {
    const kept: Memories = { all: [], writtenAt: new Map() };
    onWrite((collection) => {
      kept.writtenAt.set(collection, performance.now());
      forget([collection], kept);
    });
    return kept;
  });

function forget(collections: readonly string[], { all }: Memories): void {
  for (const { entries, of } of all) if (of.some((one) => collections.includes(one))) entries.clear();
}

/** After a commit: what was read while its transaction was open may be older than it. */
export function forgetWritten(): void {
  const kept = memories();
  if (kept.writtenAt.size === 0) return;
  const now = performance.now();
  forget([...kept.writtenAt.keys()], kept);
  for (const [collection, at] of kept.writtenAt) if (now - at > COMMIT) kept.writtenAt.delete(collection);
}

/**
 * Remembers, for two seconds, small facts that many pages ask for at once: the parallel loaders of one page, 449 pages after a
 * notice. Everything goes with the first write to one of the collections in `of`, which are `remembered` in their models.
 * Never for what somebody may or may not do beyond the five seconds of a session, and never inside a command's transaction.
 * Values are shared: whoever gets one doesn't change it. Kept by the monotonic clock, which a wrong wall clock doesn't stretch.
 */
export function memoryOf<V>(name: string, of: readonly string[]): Memory<V> {
  return singleton(`memory:${name}`, () => {
    const entries = new Map<string, Entry<V>>();
    memories().all.push({ entries, of });
    // A query of mongoose runs anew at each `then`: made a promise, it is asked once.
    const keep = (key: string, asked: PromiseLike<V | undefined>): Promise<V | undefined> => {
      const value = Promise.resolve(asked);
      if (entries.size >= MOST) entries.clear();
      const entry = { until: performance.now() + SPAN, value };
      const drop = () => entries.get(key) === entry && entries.delete(key);
      entries.set(key, entry);
      value.then((found) => found === undefined && drop(), drop);
      return value;
    };
    const known = (key: string): Promise<V | undefined> | undefined => {
      const entry = entries.get(key);
      return entry && entry.until > performance.now() ? entry.value : undefined;
    };
    const groups = new Map<string, Together<string[], ReadonlyMap<string, V>>>();
    const together = (group: string, read: (unknown: string[]) => Promise<ReadonlyMap<string, V>>) => {
      if (groups.size >= MOST_GROUPS) groups.clear();
      const asked = groups.get(group) ?? new Together(async (questions: string[][]) => {
        const answer = await read([...new Set(questions.flat())]);
        return questions.map(() => answer);
      }, ROUND);
      groups.set(group, asked);
      return asked;
    };
    return {
      get: (key, read) => (known(key) ?? keep(key, read())) as Promise<V>,
      async many(keys, read, group = '') {
        const wanted = [...new Set(keys)];
        const unknown = wanted.filter((key) => !known(key));
        const reading = unknown.length > 0 ? together(group, read).ask(unknown) : undefined;
        const asked = new Set(unknown);
        const values = await Promise.all(wanted.map((key) => (reading && asked.has(key) ? keep(key, reading.then((found) => found.get(key))) : known(key))));
        return new Map(wanted.flatMap((key, at) => (values[at] === undefined ? [] : [[key, values[at]] as const])));
      },
    };
  });
}
