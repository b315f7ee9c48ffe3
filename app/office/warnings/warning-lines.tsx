import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { Shape } from '#app/components/icon.tsx';
import { Num } from '#app/components/num.tsx';
import { useFormats } from '#app/i18n/react.ts';
import styles from '../desk.module.css';
import { spanText } from '../shown-span.tsx';
import { type Saw, UNDELIVERED_LIMIT, type Warning } from './closed-list.ts';

interface LinesProps {
  warnings: readonly Warning[];
  /** Address of the office. */
  base: string;
  /** Slug of the mall that is shown. */
  mall: string;
  today: string;
}

/** Each warning with what it saw, from when on it warns, and its one act. */
export function WarningLines({ warnings, base, mall, today }: LinesProps) {
  const { t } = useTranslation('office');
  return (
    <ul className={styles.warnings}>
      {warnings.map(({ kind, saw, act }) => (
        <li key={'path' in act ? act.path : act.topic}>
          <Shape name={kind === 'own-late-answer' ? 'bad' : 'warn'} />
          <div>
            <b>{kind === 'own-late-answer' ? t('warnings.own-late') : t(`warning.${kind}`)}</b>
            <p>
              <SawLine saw={saw} today={today} />
            </p>
          </div>
          {'path' in act ? (
            <ButtonLink to={`${base}/${act.path}?mall=${mall}`} look="plain" size="desk">
              {t('warnings.answer')}
            </ButtonLink>
          ) : (
            <Form method="post" action={`${base}/warnings?mall=${mall}`} preventScrollReset>
              <Button size="desk" name="topic" value={act.topic}>
                {t('warnings.act')}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

function SawLine({ saw, today }: { saw: Saw; today: string }) {
  const { t } = useTranslation(['office', 'common']);
  const { formatDuration, formatDay, formatUnit } = useFormats();
  switch (saw.what) {
    case 'late':
      return (
        <>
          {saw.number ? <Num>{saw.number}</Num> : t('warnings.a-question')} · {t('common:clock.over', { duration: formatDuration(saw.overMinutes) })}
        </>
      );
    case 'open':
      return t(saw.level ? 'warnings.open-on' : 'warnings.open', { level: saw.level ?? '', days: formatUnit(saw.days, 'working-day') });
    case 'told':
      return t('warnings.told', { day: formatDay(saw.day, { today }) });
    case 'undelivered':
      return t('warnings.undelivered', { span: spanText(saw.span), limit: UNDELIVERED_LIMIT });
  }
}
