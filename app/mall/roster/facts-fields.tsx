import { useTranslation } from 'react-i18next';
import { Field, FieldRow, Fields, Select } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { CONTENT_LANGUAGES, directionOf, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { FARTHEST_BACK } from './planned/rules.ts';
import { LONGEST_NAME, LONGEST_PART } from './schema.ts';

export interface TradeChoice {
  key: string;
  names: Localized;
}
interface Start {
  names: Localized;
  trade: string;
  contact: string;
  wishedTime: string;
}

/** What is written about a shop: names as on its sign, trade, phone, wished time. */
export function FactsFields({ errors: { errorOf, valueOf }, start, trades }: { errors: FormErrors; start?: Start; trades: readonly TradeChoice[] }) {
  const { t } = useTranslation(['roster', 'common']);
  const language = useLanguage();
  const chosen = valueOf('trade', start?.trade) ?? '';
  const gone = chosen && !trades.some(({ key }) => key === chosen);
  return (
    <Fields>
      {CONTENT_LANGUAGES.map((each) => (
        <Field
          key={each}
          name={`name-${each}`}
          label={t(`facts.name-${each}`)}
          hint={each === 'zh' ? t('facts.names-hint') : undefined}
          optional
          lang={each}
          dir={directionOf(each)}
          maxLength={LONGEST_NAME}
          defaultValue={valueOf(`name-${each}`, start?.names[each])}
          error={errorOf(`name-${each}`)}
        />
      ))}
      <Select name="trade" label={t('facts.trade')} defaultValue={chosen} error={errorOf('trade')}>
        <option value="">{t('facts.choose')}</option>
        {gone && <option value={chosen}>{chosen}</option>}
        {trades.map(({ key, names }) => (
          <option key={key} value={key}>
            {pickLocalized(names, language)?.text ?? key}
          </option>
        ))}
      </Select>
      <FieldRow>
        <Field name="contact" type="tel" label={t('facts.contact')} hint={t('facts.contact-hint')} optional dir="ltr" autoComplete="off" maxLength={40} defaultValue={valueOf('contact', start?.contact)} error={errorOf('contact')} />
        <Field name="wishedTime" label={t('facts.wished')} hint={t('facts.wished-hint')} optional dir="ltr" inputMode="text" placeholder="11:00-13:00" maxLength={11} defaultValue={valueOf('wishedTime', start?.wishedTime)} error={errorOf('wishedTime')} />
      </FieldRow>
    </Fields>
  );
}

/** A booth by its number, and which part of it where shops share one. */
export function PlaceFields({ errors: { errorOf, valueOf }, id, vacant, booth, optional = false }: { errors: FormErrors; id: string; vacant: readonly string[]; booth?: string; optional?: boolean }) {
  const { t } = useTranslation('roster');
  return (
    <FieldRow>
      <Field name="booth" id={`f-${id}booth`} label={t('place.booth')} hint={t('place.booth-hint')} optional={optional} dir="ltr" list={`${id}vacant`} autoComplete="off" maxLength={40} defaultValue={valueOf('booth', booth)} error={errorOf('booth')} />
      <Field name="part" id={`f-${id}part`} label={t('place.part')} hint={t('place.part-hint')} optional dir="ltr" autoComplete="off" maxLength={LONGEST_PART} defaultValue={valueOf('part')} error={errorOf('part')} />
      <datalist id={`${id}vacant`}>
        {vacant.map((number) => (
          <option key={number} value={number} />
        ))}
      </datalist>
    </FieldRow>
  );
}

/** From which day on a change holds; left empty, from now on. A coming day is planned. */
export function DayField({ errors: { errorOf, valueOf }, id }: { errors: FormErrors; id: string }) {
  const { t } = useTranslation('roster');
  return <Field name="day" id={`f-${id}day`} type="date" label={t('day.label')} hint={t('day.hint', { back: FARTHEST_BACK })} optional dir="ltr" defaultValue={valueOf('day')} error={errorOf('day')} />;
}
