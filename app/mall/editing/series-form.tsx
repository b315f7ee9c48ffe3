import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, FieldRow } from '#app/components/field.tsx';
import { type Edits, unitsIn } from './acts.ts';
import type { Items, UnitItem } from './items.ts';
import { numberSeries } from './numbering.ts';
import styles from './editing.module.css';

/** Numbers of several booths in reading order, seen before they are given. */
export function SeriesForm({ items, units, level, change }: { items: Items; units: readonly UnitItem[]; level: string; change: (edits: Edits) => void }) {
  const { t } = useTranslation('editing');
  const [prefix, setPrefix] = useState(`${level}-`);
  const [first, setFirst] = useState(1);
  const [digits, setDigits] = useState(3);
  const chosen = new Set(units.map(({ id }) => id));
  const taken = new Set(unitsIn(items).filter(({ id }) => !chosen.has(id)).map(({ number }) => number));
  const preview = numberSeries(units, { prefix: prefix.trim(), first, digits }, taken);
  const apply = () => change(preview.flatMap(({ id, to }): Edits => {
    const unit = items.get(id);
    return unit?.type === 'unit' ? [[id, { ...unit, number: to }]] : [];
  }));
  const whole = (text: string, most: number) => Math.min(most, Math.max(1, Number.parseInt(text, 10) || 1));
  return (
    <div className={styles.form}>
      <h2>{t('series.title', { count: units.length })}</h2>
      <Field name="prefix" id="d-prefix" label={t('series.prefix')} value={prefix} onChange={(event) => setPrefix(event.currentTarget.value)} maxLength={12} dir="ltr" autoComplete="off" />
      <FieldRow>
        <Field name="first" id="d-first" type="number" min={1} max={9999} label={t('series.first')} value={first} onChange={(event) => setFirst(whole(event.currentTarget.value, 9_999))} />
        <Field name="digits" id="d-digits" type="number" min={1} max={6} label={t('series.digits')} value={digits} onChange={(event) => setDigits(whole(event.currentTarget.value, 6))} />
      </FieldRow>
      <ol className={styles.preview} aria-label={t('series.preview')}>
        {preview.slice(0, 12).map(({ id, from, to }) => (
          <li key={id}>
            <bdi className="num">{from || t('list.no-number')}</bdi> → <bdi className="num">{to}</bdi>
          </li>
        ))}
        {preview.length > 12 && <li>… <bdi className="num">{preview.at(-1)?.to}</bdi></li>}
      </ol>
      <Button type="button" size="desk" onClick={apply}>
        {t('series.apply')}
      </Button>
    </div>
  );
}
