import { useFetcher, useRevalidator } from '@remix-run/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Saved } from './commands.server.ts';
import { type Change, edit, type Item, itemsOf, pendingChanges, rebase, redo, restore, settle, startWork, undo } from './items.ts';
import { keepChanges, keptChanges } from './kept-work.ts';
import type { Editing } from './queries.server.ts';

/** What was drawn is written down this long after the last change. Milliseconds. */
const PAUSE = 250;

/** The plan as it stands on this screen, its way back, and the last answer of the server. Follows what others save. */
export function useWork(editing: Editing) {
  const level = editing.level.id;
  const [work, setWork] = useState(() => restore(startWork(itemsOf(editing.items)), keptChanges(level)));
  const [restored] = useState(() => pendingChanges(work).length);
  const [others, setOthers] = useState<{ ids: string[] }>({ ids: [] });
  const fetcher = useFetcher<Saved & { ok: boolean }>();
  const { revalidate } = useRevalidator();
  const shown = useRef(editing);
  const own = useRef(new Set<string>());

  useEffect(() => {
    if (shown.current === editing) return;
    const before = new Map(shown.current.items.map(({ id, version }) => [id, version]));
    shown.current = editing;
    const changed = editing.items.filter(({ id, version }) => before.get(id) !== version && !own.current.has(id)).map(({ id }) => id);
    const left = new Set(editing.items.map(({ id }) => id));
    const gone = [...before.keys()].filter((id) => !left.has(id) && !own.current.has(id));
    own.current = new Set();
    if (changed.length + gone.length > 0) setOthers({ ids: [...changed, ...gone] });
    setWork((now) => rebase(now, itemsOf(editing.items)));
  }, [editing]);

  // A refused saving reloads nothing by itself; what somebody else did has to be seen.
  const answer = fetcher.data;
  useEffect(() => {
    if (answer?.outcome === 'clashes') {
      own.current = new Set();
      revalidate();
    }
  }, [answer, revalidate]);

  const pending = useMemo(() => pendingChanges(work), [work]);
  const unkept = useKept(level, pending);
  return {
    work,
    pending,
    /** How many unsaved changes came back after a reload. */
    restored,
    /** The device has no room for them: a reload would lose them. */
    unkept,
    others: others.ids,
    answer,
    saving: fetcher.state !== 'idle',
    change: (changes: readonly (readonly [string, Item | null])[]) => setWork((now) => edit(now, changes)),
    undo: () => setWork(undo),
    redo: () => setWork(redo),
    settle: (id: string, side: 'mine' | 'theirs') => setWork((now) => settle(now, id, side)),
    save() {
      own.current = new Set(pending.map(({ id }) => id));
      // In parts, not as one address line: a whole floor that was moved is more than a plain form may hold.
      fetcher.submit({ intent: 'save', level, changes: JSON.stringify(pending) }, { method: 'post', encType: 'multipart/form-data' });
    },
    /** They were left on purpose. */
    forget: () => keepChanges(level, []),
  };
}

/** Keeps what isn't saved on the device, soon after each change and at once when the page goes. @returns whether there was no room */
function useKept(level: string, pending: readonly Change[]): boolean {
  const [unkept, setUnkept] = useState(false);
  const latest = useRef(pending);
  latest.current = pending;
  useEffect(() => {
    const keep = () => setUnkept(!keepChanges(level, latest.current));
    const timer = setTimeout(keep, PAUSE);
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
    };
  }, [level, pending]);
  return unkept;
}
export type UsedWork = ReturnType<typeof useWork>;
