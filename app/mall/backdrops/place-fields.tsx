import { Form, useNavigation } from '@remix-run/react';
import { type MouseEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, FieldRow, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import type { Point } from '../geometry.ts';
import { pixelAt, shownSize, withPoint } from './points.ts';
import styles from './backdrop.module.css';

interface PlaceFieldsProps {
  picture: { href: string; width: number; height: number; version: number; placing: { metres: number; angle: number; opacity: number; left: number; top: number } | null };
  /** Pixels of the picture, none to two. */
  points: readonly Point[];
  /** What stood in the form when the picture was pressed without script. */
  typed: Record<string, string>;
  errors: FormErrors | null;
}

const AXES = [['x1', 'y1'], ['x2', 'y2']] as const;

/** How large the picture is and where it lies: by its width, or by two points on it with the metres between them. */
export function PlaceFields({ picture, points: given, typed, errors }: PlaceFieldsProps) {
  const { t } = useTranslation('backdrop');
  const busy = useNavigation().state === 'submitting';
  const [points, setPoints] = useState(given);
  useEffect(() => setPoints(given), [given]);
  const { placing } = picture;
  const errorOf = (name: string) => errors?.errorOf(name);
  const start = (name: string, value: string) => errors?.valueOf(name) ?? typed[name] ?? value;
  const shown = shownSize(picture);
  const point = (event: MouseEvent<HTMLInputElement>) => {
    event.preventDefault();
    const box = event.currentTarget.getBoundingClientRect();
    setPoints((now) => withPoint(now, pixelAt(picture, event.clientX - box.left, event.clientY - box.top)));
  };
  const labels = { width: t('place.width'), between: t('place.between'), x1: t('place.points'), angle: t('place.angle'), left: t('place.left'), top: t('place.top'), opacity: t('place.opacity') };
  const number = (name: 'width' | 'between' | 'angle' | 'left' | 'top' | 'opacity', value: string, hint?: string, optional = false) => (
    <Field name={name} type="text" inputMode="decimal" dir="ltr" autoComplete="off" label={labels[name]} hint={hint} optional={optional} defaultValue={start(name, value)} error={errorOf(name)} />
  );
  return (
    <Form method="post" action="?" noValidate className={styles.form}>
      <Fields>
        {errors && <FormErrorSummary errors={errors} labels={labels} />}
        {/* Enter in a field saves; without this it would press the picture. */}
        <button name="intent" value="place" className="visually-hidden" tabIndex={-1} aria-hidden="true" />
        <input type="hidden" name="version" value={picture.version} />
        <RadioTiles
          name="by"
          legend={t('place.by')}
          look="ring"
          defaultValue={start('by', points.length > 0 ? 'points' : 'width')}
          options={[
            { value: 'width', label: t('place.by-width'), under: t('place.by-width-hint') },
            { value: 'points', label: t('place.by-points'), under: t('place.by-points-hint') },
          ]}
        />
        <div className={styles.byWidth}>
          <img className={styles.small} src={picture.href} alt={t('place.picture')} />
          {number('width', placing ? String(placing.metres) : '', t('place.width-hint'))}
        </div>
        <div className={styles.byPoints}>
          <p>{t(points.length === 0 ? 'place.press-first' : points.length === 1 ? 'place.press-second' : 'place.pressed')}</p>
          <div className={styles.pick} dir="ltr" tabIndex={0} role="region" aria-label={t('place.picture')}>
            <div className={styles.sheet} style={{ inlineSize: shown.width, blockSize: shown.height }}>
              <input type="image" name="at" formMethod="get" formAction="?#place" src={picture.href} width={shown.width} height={shown.height} alt={t('place.press-alt')} tabIndex={-1} onClick={point} />
              {points.map(([x, y], i) => (
                <span key={i} className={styles.point} style={{ insetInlineStart: `${(x / picture.width) * 100}%`, insetBlockStart: `${(y / picture.height) * 100}%` }} aria-hidden="true">
                  {i + 1}
                </span>
              ))}
            </div>
          </div>
          <details className={styles.typed} open={Boolean(errorOf('x1'))}>
            <summary>{t('place.type-points')}</summary>
            {AXES.map(([x, y], i) => (
              <FieldRow key={x}>
                {[x, y].map((name, axis) => (
                  <Field
                    key={name}
                    name={name}
                    type="text"
                    inputMode="numeric"
                    dir="ltr"
                    autoComplete="off"
                    optional
                    label={t(axis === 0 ? 'place.point-across' : 'place.point-down', { number: i + 1 })}
                    defaultValue={points[i]?.[axis] ?? ''}
                    {...(points[i] && { key: `${name}${points[i][axis]}` })}
                    error={errorOf(name)}
                  />
                ))}
              </FieldRow>
            ))}
          </details>
          {number('between', '', t('place.between-hint'))}
        </div>
        <FieldRow>
          {number('left', String(placing?.left ?? 0), t('place.left-hint'))}
          {number('top', String(placing?.top ?? 0), t('place.top-hint'))}
        </FieldRow>
        <FieldRow>
          {number('angle', String(placing?.angle ?? 0), t('place.angle-hint'))}
          {number('opacity', String(placing?.opacity ?? 60), t('place.opacity-hint'))}
        </FieldRow>
        <div>
          <Button look="main" icon="check" name="intent" value="place" disabled={busy}>
            {t('place.save')}
          </Button>
        </div>
      </Fields>
    </Form>
  );
}
