import { Trans, useTranslation } from 'react-i18next';
import { useFormats } from '#app/i18n/react.ts';
import styles from './desk.module.css';
import type { PassedOnRow } from './passed-on.server.ts';
import type { ReleaseView } from './queries.server.ts';

const parts = { b: <b className="num" /> };

interface SentenceProps {
  release: ReleaseView | null;
  /** The round's name in the reader's language and script. */
  round: string | null;
  passed: readonly PassedOnRow[];
  zone: string;
  now: Date;
}

/** The first thing seen: how it is, in two or three sentences. */
export function DeskSentence({ release, round: name, passed, zone, now }: SentenceProps) {
  const { t } = useTranslation('office');
  const { formatDateTime } = useFormats();
  const waiting = passed.flatMap(({ clock }) => clock ?? []);
  const late = waiting.filter((clock) => clock.overMinutes > 0).length;
  const next = waiting.flatMap(({ dueAt }) => (dueAt && dueAt > now ? [dueAt] : [])).sort((a, b) => a.getTime() - b.getTime())[0];
  const round = release?.round;
  return (
    <p className={styles.say}>
      {waiting.length > 0 ? <Trans t={t} i18nKey="say.passed" count={waiting.length} components={parts} /> : t('say.none')}{' '}
      {late > 0 && <Trans t={t} i18nKey="say.late" count={late} components={parts} />}{' '}
      {next && <Trans t={t} i18nKey="say.next" values={{ when: formatDateTime(next, { zone, now }) }} components={parts} />}{' '}
      {round ? (
        <Trans t={t} i18nKey="say.round" values={{ round: name ?? t('round.title'), least: round.atLeast, of: round.of }} components={parts} />
      ) : (
        t('round.none')
      )}
    </p>
  );
}
