import { useFetcher, useRevalidator } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { Saved } from './commands.server.ts';
import { edit, type Item, itemsOf, pendingChanges, rebase, redo, settle, startWork, undo } from './items.ts';
import type { Editing } from './queries.server.ts';

/** The plan as it stands on this screen, its way back, and the last answer of the server. Follows what others save. */
export function useWork(editing: Editing) {
  const [work, setWork] = useState(() => startWork(itemsOf(editing.items)));
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

  const pending = pendingChanges(work);
  return {
    work,
    pending,
    others: others.ids,
    answer,
    saving: fetcher.state !== 'idle',
    change: (changes: readonly (readonly [string, Item | null])[]) => setWork((now) => edit(now, changes)),
    undo: () => setWork(undo),
    redo: () => setWork(redo),
    settle: (id: string, side: 'mine' | 'theirs') => setWork((now) => settle(now, id, side)),
    save() {
      own.current = new Set(pending.map(({ id }) => id));
      fetcher.submit({ intent: 'save', level: editing.level.id, changes: JSON.stringify(pending) }, { method: 'post' });
    },
  };
}
export type UsedWork = ReturnType<typeof useWork>;
