import { useBeforeUnload, useBlocker } from '@remix-run/react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import type { Point } from '../geometry.ts';
import { drawUnit, mergeUnits, moveItems, nextUnit, numbersIn, removeItems, splitUnit, startPoint, unitAt, unitOfDoor, unitsIn } from './acts.ts';
import type { PlacedPicture } from '../backdrops/queries.server.ts';
import { Canvas } from './canvas.tsx';
import { Clashes } from './clashes.tsx';
import { DrawingState } from './drawing-state.tsx';
import type { DoorItem, UnitItem } from './items.ts';
import { nextNumber } from './numbering.ts';
import { Panel } from './panel.tsx';
import type { Editing } from './queries.server.ts';
import { type Tool, Tools } from './tools.tsx';
import { useWork } from './use-work.ts';
import styles from './editing.module.css';

/** The editor: a plan to draw on, what is chosen beside it, and what isn't saved yet below. */
export function Drawing({ editing, backdrop }: { editing: Editing; backdrop: PlacedPicture | null }) {
  const { t } = useTranslation('editing');
  const used = useWork(editing);
  const { work, change, pending } = used;
  const [tool, setTool] = useState<Tool>('select');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<readonly Point[]>([]);
  const [said, say] = useState('');
  const traded = useMemo(() => new Set(editing.traded), [editing.traded]);
  const items = work.now;
  const units = [...chosen].map((id) => items.get(id)).filter((item): item is UnitItem => item?.type === 'unit');

  useBeforeUnload(useCallback((event: BeforeUnloadEvent) => pending.length > 0 && event.preventDefault(), [pending.length]));
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    const level = (search: string) => new URLSearchParams(search).get('level') ?? '';
    return pending.length > 0 && (currentLocation.pathname !== nextLocation.pathname || level(currentLocation.search) !== level(nextLocation.search));
  });

  const take = (next: Tool) => {
    setTool(next);
    setDraft([]);
  };
  const choose = (ids: readonly string[]) => {
    setChosen(new Set(ids));
    const only = ids.length === 1 ? items.get(ids[0]!) : undefined;
    if (only?.type === 'unit') say(t('say.chosen', { number: only.number || t('list.no-number') }));
  };
  const freeNumber = () => nextNumber(`${editing.level.shortName}-`, numbersIn(items));

  const split = (unit: UnitItem | undefined, line: readonly [Point, Point]) => {
    const edits = unit && splitUnit(items, unit, line, () => crypto.randomUUID());
    if (!edits) return say(t('say.split-missed'));
    change(edits);
    choose(edits.map(([id]) => id).filter((id) => items.get(id)?.type !== 'door'));
    say(t('say.split', { number: unit?.number ?? '' }));
  };
  const finish = (points: readonly Point[]) => {
    setDraft([]);
    if (tool === 'split' && points.length > 1) {
      const [a, b] = [points[0]!, points[1]!];
      return split(units[0] ?? unitAt(items, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]), [a, b]);
    }
    if (tool === 'door' && points.length > 1) {
      const line = [points[0]!, points[1]!];
      const door: DoorItem = { type: 'door', id: crypto.randomUUID(), version: 0, line, unit: unitOfDoor(unitsIn(items), line), kind: 'pedestrian' };
      change([[door.id, door]]);
      return choose([door.id]);
    }
    const unit = drawUnit(crypto.randomUUID(), points, tool === 'walkway' ? 'walkway' : 'room', tool === 'walkway' ? '' : freeNumber());
    if (!unit) return say(t('say.no-area'));
    change([[unit.id, unit]]);
    choose([unit.id]);
    setTool('select');
  };
  const addPoint = (at: Point) => {
    const points = [...draft, at];
    if (tool === 'split' || tool === 'door') return points.length > 1 ? finish(points) : setDraft(points);
    const [first] = draft;
    if (first && draft.length > 2 && Math.hypot(first[0] - at[0], first[1] - at[1]) < 0.05) return finish(draft);
    say(t('say.corner', { count: points.length, x: at[0], y: at[1] }));
    setDraft(points);
  };
  const merge = () => {
    const edits = mergeUnits(items, units, traded);
    if (typeof edits === 'string') return say(t(`say.merge-${edits}`));
    change(edits);
    choose([edits[0]![0]]);
    say(t('say.merged'));
  };
  const remove = () => {
    const kept = units.filter(({ id }) => traded.has(id));
    change(removeItems(items, chosen, traded));
    if (kept.length > 0) return say(t('problem.let', { number: kept.map(({ number }) => number).join(', ') }));
    setChosen(new Set());
    say(t('say.removed'));
  };
  const move = (by: Point) => {
    change(moveItems(items, chosen, by));
    say(t('say.moved', { x: by[0], y: by[1] }));
  };

  return (
    <section className={styles.drawing} aria-label={t('canvas.section')}>
      <Tools tool={tool} take={take} used={used} merge={units.length > 1 ? merge : null} remove={chosen.size > 0 ? remove : null} finish={draft.length > 2 ? () => finish(draft) : null} cancel={draft.length > 0 ? () => setDraft([]) : null} />
      <p className={styles.said} role="status">
        {said || t('say.start')}
      </p>
      <div className={styles.table}>
        <Canvas
          key={editing.level.id}
          items={items}
          outline={editing.outline}
          backdrop={backdrop}
          clashes={work.clashes}
          chosen={chosen}
          tool={tool}
          draft={draft}
          start={() => startPoint(items, chosen)}
          on={{
            choose,
            addPoint,
            finish: () => finish(draft),
            cancel: () => (draft.length > 0 ? setDraft([]) : choose([])),
            move,
            change: (id, item) => change([[id, item]]),
            remove,
            undo: used.undo,
            redo: used.redo,
            next: (step) => {
              const unit = nextUnit(items, [...chosen][0], step);
              if (unit) choose([unit.id]);
            },
          }}
        />
        <Panel items={items} chosen={chosen} traded={traded} choose={choose} change={change} split={split} level={editing.level.shortName} />
      </div>
      {blocker.state === 'blocked' && (
        <div className={styles.notice} role="alertdialog" aria-label={t('leave.title')}>
          <p>{t('leave.title')}</p>
          <Buttons>
            <Button type="button" look="main" onClick={() => blocker.reset()}>
              {t('leave.stay')}
            </Button>
            <Button type="button" onClick={() => (used.forget(), blocker.proceed())}>
              {t('leave.go')}
            </Button>
          </Buttons>
        </div>
      )}
      <Clashes editing={editing} used={used} choose={choose} />
      <DrawingState used={used} editing={editing} choose={choose} />
    </section>
  );
}
