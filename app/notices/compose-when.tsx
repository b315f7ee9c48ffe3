import { useTranslation } from 'react-i18next';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldRow, Fields } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { LineFold, Sheet } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import styles from './notices.module.css';
import { NOTICE_DAYS } from './rules.ts';

/** From when and until when; left empty it goes at once and holds for thirty days. An emergency has neither. */
export function WhenFields({ errors: { errorOf, valueOf }, today, zone, mayShow }: { errors: FormErrors; today: string; zone: string; mayShow: boolean }) {
  const { t } = useTranslation('notices');
  const { zoneWord } = useFormats();
  const wrong = Boolean(errorOf('sendDay') ?? errorOf('sendTime') ?? errorOf('lastDay'));
  return (
    <section className={styles.ifTimed}>
      <Sheet>
        <LineFold icon="clock" title={t('compose.when')} under={t('compose.when-hint', { count: NOTICE_DAYS })} open={wrong || Boolean(valueOf('sendDay') || valueOf('lastDay'))}>
          <Fields plain>
            <FieldRow>
              <Field name="sendDay" label={t('compose.send-day')} type="date" min={today} defaultValue={valueOf('sendDay')} error={errorOf('sendDay')} optional />
              <Field name="sendTime" label={t('compose.send-time')} hint={zoneWord(zone, new Date(`${today}T12:00:00Z`))} type="time" defaultValue={valueOf('sendTime')} error={errorOf('sendTime')} optional />
            </FieldRow>
            <Field name="lastDay" label={t('compose.last-day')} type="date" min={today} defaultValue={valueOf('lastDay')} error={errorOf('lastDay')} optional />
          </Fields>
        </LineFold>
      </Sheet>
      {mayShow && (
        <Fields>
          <CheckboxLine name="lobby" value="yes" defaultChecked={Boolean(valueOf('lobby'))} under={t('compose.lobby-hint')}>
            {t('compose.lobby')}
          </CheckboxLine>
        </Fields>
      )}
    </section>
  );
}
