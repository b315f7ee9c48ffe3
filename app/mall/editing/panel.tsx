import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldRow, Select, TextArea } from '#app/components/field.tsx';
import type { Point } from '../geometry.ts';
import type { Edits } from './acts.ts';
import { unitsIn, unitsNear } from './acts.ts';
import { CATEGORIES, DOOR_KINDS, isCategory, isDoorKind } from './categories.ts';
import { useCategoryWord } from './category-word.tsx';
import { EXAMPLE, readCorners, readPoints, writeCorners, writePoints } from './corners.ts';
import type { DoorItem, Items, UnitItem } from './items.ts';
import { shapeArea } from './shapes.ts';
import { SeriesForm } from './series-form.tsx';
import styles from './editing.module.css';

interface PanelProps {
  items: Items;
  chosen: ReadonlySet<string>;
  traded: ReadonlySet<string>;
  /** `F2` */
  level: string;
  choose: (ids: readonly string[]) => void;
  change: (edits: Edits) => void;
  split: (unit: UnitItem, line: readonly [Point, Point]) => void;
}

/** What is chosen, as fields: everything that the pointer does can be typed here. */
export function Panel({ items, chosen, traded, level, choose, change, split }: PanelProps) {
  const { t } = useTranslation('editing');
  const [filter, setFilter] = useState('');
  const word = useCategoryWord();
  const picked = [...chosen].flatMap((id) => items.get(id) ?? []);
  const units = picked.filter((item): item is UnitItem => item.type === 'unit');
  const only = picked.length === 1 ? picked[0] : undefined;
  const found = unitsIn(items).filter(({ number, category }) => !filter || number.toLowerCase().includes(filter.toLowerCase()) || word(category).includes(filter)).slice(0, 60);
  return (
    <div className={styles.panel}>
      {only?.type === 'unit' && <UnitFields key={`${only.id}${JSON.stringify(only.shape)}${only.number}`} unit={only} traded={traded.has(only.id)} change={change} split={split} />}
      {only?.type === 'door' && <DoorFields key={only.id + JSON.stringify(only)} door={only} units={unitsIn(items)} change={change} />}
      {units.length > 1 && <SeriesForm items={items} units={units} level={level} change={change} />}
      {picked.length === 0 && <p className="quiet">{t('panel.none')}</p>}
      <div className={styles.pick}>
        <Field name="filter" id="pick-filter" label={t('panel.pick')} quiet placeholder={t('panel.pick')} icon="zoom" onChange={(event) => setFilter(event.currentTarget.value)} autoComplete="off" />
        <div role="group" aria-label={t('panel.pick')} className={styles.picks}>
          {found.map(({ id, number, category }) => (
            <button key={id} type="button" aria-pressed={chosen.has(id)} onClick={() => choose(chosen.has(id) ? [...chosen].filter((each) => each !== id) : [...chosen, id])}>
              {number ? <bdi className="num">{number}</bdi> : word(category)}
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

const valuesOf = (event: FormEvent<HTMLFormElement>): Record<string, string> => {
  event.preventDefault();
  return Object.fromEntries([...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]));
};

function UnitFields({ unit, traded, change, split }: { unit: UnitItem; traded: boolean } & Pick<PanelProps, 'change' | 'split'>) {
  const { t } = useTranslation('editing');
  const word = useCategoryWord();
  const [error, setError] = useState('');
  const [lineError, setLineError] = useState('');
  const apply = (event: FormEvent<HTMLFormElement>) => {
    const { number = '', category = 'room', lettable, corners = '' } = valuesOf(event);
    const shape = readCorners(corners);
    setError(shape ? '' : t('problem.corners', { example: EXAMPLE }));
    if (shape) change([[unit.id, { ...unit, number: number.trim(), category, lettable: lettable === 'on', shape }]]);
  };
  const cut = (event: FormEvent<HTMLFormElement>) => {
    const points = readPoints(valuesOf(event).line ?? '');
    const two = points?.length === 2;
    setLineError(two ? '' : t('split.unread'));
    if (two) split(unit, [points[0]!, points[1]!]);
  };
  const area = Math.round(shapeArea(unit.shape) * 10) / 10;
  return (
    <>
      <form onSubmit={apply} className={styles.form}>
        <h2>
          <bdi>{unit.number || word(unit.category)}</bdi> <small>{t('panel.area', { area })}</small>
        </h2>
        <Field name="number" id="d-number" label={t('field.number')} optional defaultValue={unit.number} maxLength={20} dir="ltr" autoComplete="off" />
        <Select name="category" id="d-category" label={t('field.category')} defaultValue={unit.category}>
          {(isCategory(unit.category) ? CATEGORIES : [unit.category, ...CATEGORIES]).map((each) => (
            <option key={each} value={each}>
              {word(each)}
            </option>
          ))}
        </Select>
        <CheckboxLine name="lettable" defaultChecked={unit.lettable} under={traded ? t('field.traded') : undefined}>
          {t('field.lettable')}
        </CheckboxLine>
        <TextArea name="corners" id="d-corners" label={t('field.corners')} defaultValue={writeCorners(unit.shape)} dir="ltr" spellCheck={false} error={error || undefined} />
        <Button size="desk">{t('panel.apply')}</Button>
      </form>
      <form onSubmit={cut} className={styles.form}>
        <h2>{t('split.title')}</h2>
        <Field name="line" id="d-line" label={t('split.line')} hint={t('split.hint', { example: '2,0 2,3' })} dir="ltr" autoComplete="off" error={lineError || undefined} />
        <Button size="desk">{t('split.apply')}</Button>
      </form>
    </>
  );
}

function DoorFields({ door, units, change }: { door: DoorItem; units: readonly UnitItem[] } & Pick<PanelProps, 'change'>) {
  const { t } = useTranslation('editing');
  const [error, setError] = useState('');
  const near = useMemo(() => unitsNear(units, door), [units, door]);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    const { kind = 'pedestrian', unit = '', line = '' } = valuesOf(event);
    const points = readPoints(line);
    setError(points?.length === 2 ? '' : t('split.unread'));
    if (points?.length === 2) change([[door.id, { ...door, kind, unit, line: points }]]);
  };
  return (
    <form onSubmit={apply} className={styles.form}>
      <h2>{t('door.title')}</h2>
      <FieldRow>
        <Select name="kind" id="d-kind" label={t('field.category')} defaultValue={door.kind}>
          {(isDoorKind(door.kind) ? DOOR_KINDS : [door.kind, ...DOOR_KINDS]).map((each) => (
            <option key={each} value={each}>
              {isDoorKind(each) ? t(`door.${each.replace('.', '-') as 'pedestrian'}`) : each}
            </option>
          ))}
        </Select>
        <Select name="unit" id="d-unit" label={t('door.unit')} defaultValue={door.unit}>
          <option value="">{t('door.none')}</option>
          {near.map(({ id, number }) => (
            <option key={id} value={id}>
              {number}
            </option>
          ))}
        </Select>
      </FieldRow>
      <Field name="line" id="d-line" label={t('split.line')} defaultValue={writePoints(door.line)} dir="ltr" autoComplete="off" error={error || undefined} />
      <Button size="desk">{t('panel.apply')}</Button>
    </form>
  );
}
