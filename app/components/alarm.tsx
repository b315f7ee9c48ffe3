import { Link } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PickedWords } from '#app/i18n/languages.ts';
import styles from './alarm.module.css';
import { isSilent, keepSilent, takeUnheard } from './alarm-device.ts';
import { Icon } from './icon.tsx';

interface AlarmsProps {
  alarms: readonly { id: string; title: PickedWords }[];
  /** Address of the mall's notices. */
  to: string;
}

/**
 * Emergencies on top of every page until "Got it": words and a sign, not a colour alone; nothing moves. Each sounds once in a tab,
 * as far as the browser lets it, unless this device was told to be silent.
 */
export function Alarms({ alarms, to }: AlarmsProps) {
  const { t } = useTranslation();
  const [silent, setSilent] = useState<boolean | null>(null);
  useEffect(() => setSilent(isSilent()), []);
  const ids = alarms.map(({ id }) => id).join(' ');
  useEffect(() => {
    const unheard = takeUnheard(ids.split(' ').filter(Boolean));
    if (unheard.length === 0 || isSilent()) return;
    let stop = () => {};
    let gone = false;
    void import('./alarm-sound.ts').then(({ soundAlarm }) => {
      if (!gone) stop = soundAlarm();
    });
    return () => {
      gone = true;
      stop();
    };
  }, [ids]);
  if (alarms.length === 0) return null;
  const choose = () => {
    keepSilent(!silent);
    setSilent(!silent);
  };
  return (
    <section className={styles.alarms} role="alert" data-alarm>
      {alarms.map(({ id, title }) => (
        <p key={id} className={styles.alarm}>
          <Icon name="alert-triangle" />
          <span>
            <b>{t('alarm.emergency')}</b>{' '}
            <Link to={`${to}/${id}`} lang={title.language}>
              <bdi>{title.text}</bdi>
            </Link>
          </span>
        </p>
      ))}
      {silent !== null && (
        <button type="button" className={styles.silence} aria-pressed={silent} onClick={choose}>
          <Icon name="volume" size={20} />
          {t('alarm.silent')}
        </button>
      )}
    </section>
  );
}
