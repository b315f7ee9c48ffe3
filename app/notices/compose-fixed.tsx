import { useTranslation } from 'react-i18next';
import { RadioTiles } from '#app/components/choice.tsx';
import { Field, FieldRow } from '#app/components/field.tsx';
import { FixedText } from '#app/components/fixed-text.tsx';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { WordsProps } from './compose-words.tsx';
import { NoticeWords } from './notice-words.tsx';
import styles from './notices.module.css';
import { EMERGENCIES, FIXED_TEMPLATES } from './rules.ts';
import { wordsOf } from './saying.ts';

const FIXED_ICONS = { recall: 'box', water: 'droplet', fire: 'flame', building: 'building' } as const;
const EMERGENCY_ICONS = { fire: 'flame', gas: 'alert-triangle', flood: 'droplet', building: 'building' } as const;

/** One of four fixed texts and its blanks. */
export function FixedFields({ today, ...props }: WordsProps & { today: string }) {
  const { t } = useTranslation('notices');
  const { errorOf, valueOf } = props.errors;
  const chosen = props.typed.fixed ?? valueOf('fixed', 'water');
  return (
    <section className={styles.ifMust}>
      <div className={`${styles.inset} ${styles.stack}`}>
        <RadioTiles
          name="fixed"
          legend={t('compose.fixed')}
          hint={t('compose.fixed-hint')}
          columns={4}
          options={FIXED_TEMPLATES.map((value) => ({ value, label: t(`fixed.${value}.name`), icon: FIXED_ICONS[value] }))}
          defaultValue={chosen}
          error={errorOf('fixed')}
        />
        <FieldRow>
          <Field name="day" label={t('compose.day')} type="date" min={today} defaultValue={valueOf('day', today)} error={errorOf('day')} />
          <Field name="from" label={t('compose.from')} type="time" defaultValue={valueOf('from', '10:00')} error={errorOf('from')} />
          <Field name="until" label={t('compose.until')} type="time" defaultValue={valueOf('until', '11:00')} error={errorOf('until')} />
        </FieldRow>
        <FixedWords {...props} today={today} />
        {chosen === 'fire' && <p className="small quiet">{t('compose.second-hint')}</p>}
      </div>
    </section>
  );
}

/** The words that go out, with what is typed into their blanks. All four are there; CSS shows the chosen one. */
function FixedWords({ typed, errors: { valueOf }, today }: WordsProps & { today: string }) {
  const { t } = useTranslation('notices');
  const formats = useFormats();
  const language = useLanguage();
  const blank = (name: string, start: string) => typed[name] || valueOf(name, start) || start;
  const named = { day: blank('day', today), from: blank('from', '10:00'), until: blank('until', '11:00') };
  return (
    <div>
      <p className="small quiet">{t('compose.must-words-hint')}</p>
      {FIXED_TEMPLATES.map((template) => {
        const said = { template: `fixed.${template}`, named };
        const voice = { t, formats, language, today };
        return (
          <div key={template} data-fixed={template} className={styles.fixed}>
            <FixedText>
              <b>
                <NoticeWords words={wordsOf(said, voice)} />
              </b>
              <NoticeWords words={wordsOf(said, voice, 'body')} />
            </FixedText>
          </div>
        );
      })}
    </div>
  );
}

/** One of the emergencies: nothing is written but one added sentence. */
export function EmergencyFields({ today, ...props }: WordsProps & { today: string }) {
  const { t } = useTranslation('notices');
  const formats = useFormats();
  const language = useLanguage();
  const { errorOf, valueOf } = props.errors;
  const chosen = props.typed.emergency ?? valueOf('emergency', 'fire') ?? 'fire';
  const said = { template: `emergency.${chosen}`, named: {} };
  const voice = { t, formats, language, today };
  return (
    <section className={styles.ifEmergency}>
      <div className={`${styles.inset} ${styles.stack}`}>
        <RadioTiles
          name="emergency"
          legend={t('compose.emergency')}
          hint={t('compose.emergency-only')}
          columns={4}
          options={EMERGENCIES.map((value) => ({ value, label: t(`emergency.${value}.name`), icon: EMERGENCY_ICONS[value] }))}
          defaultValue={chosen}
          error={errorOf('emergency')}
        />
        <FixedText>
          <b>
            <NoticeWords words={wordsOf(said, voice)} />
          </b>
          <NoticeWords words={wordsOf(said, voice, 'body')} />
        </FixedText>
        {chosen !== 'fire' && <p className="small quiet">{t('compose.second-hint')}</p>}
      </div>
    </section>
  );
}
