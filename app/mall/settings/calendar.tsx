import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldRow } from '#app/components/field.tsx';
import { ButtonLink } from '#app/components/button.tsx';
import { LineFold } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { PartForm, useFill } from './part-form.tsx';
import { partPage, savePart } from './part.server.ts';
import { NEW_DAYS } from './read-form.ts';
import { writeSpans } from './rules.ts';

export const handle = { i18n: ['settings'], title: (t) => t('settings:part.calendar.name'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall, now }) => {
  const { view, calendar } = await partPage(request, mall, 'calendar', now);
  return { view, week: calendar.week, days: calendar.days.filter(({ day }) => day >= view.today) };
});
export const action = savePart('calendar');

/** Hours of every weekday as words, festivals and make-up days as a list: what isn't ticked any more is an ordinary day again. */
export default function CalendarRoute() {
  const { view, week, days } = useLoaderData<typeof loader>();
  const { t } = useTranslation('settings');
  const { formatDay, words } = useFormats();
  const nameOf = (weekday: number) => words.weekdays[weekday % 7] ?? '';
  const fill = useFill();
  return (
    <PartForm view={view} fill={fill} clocks labels={Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [`week-${weekday}`, nameOf(weekday)]))}>
      <p className="quiet small">{t('calendar.week-hint')}</p>
      {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
        <Field key={weekday} name={`week-${weekday}`} label={nameOf(weekday)} placeholder={t('calendar.closed')} dir="ltr" optional maxLength={100} defaultValue={fill.valueOf(`week-${weekday}`, writeSpans(week[String(weekday)] ?? []))} error={fill.errorOf(`week-${weekday}`)} />
      ))}
      <h2>{t('calendar.days')}</h2>
      <ButtonLink to={`${view.base}/calendar/import`} icon="upload" size="desk">
        {t('import.name')}
      </ButtonLink>
      <div>
        {days.length === 0 && <p className="quiet">{t('calendar.no-days')}</p>}
        {days.map(({ day, spans, name }) => (
          <CheckboxLine key={day} name={`keep-${day}`} defaultChecked={fill.checked(`keep-${day}`, true)} under={spans.length > 0 ? t('calendar.works', { hours: writeSpans(spans) }) : t('calendar.closed')}>
            {formatDay(day)} {name && <bdi>· {name}</bdi>}
          </CheckboxLine>
        ))}
      </div>
      <LineFold icon="plus" title={t('calendar.add')} under={t('calendar.add-hint')} open={Boolean(fill.refusal) || days.length === 0}>
        {NEW_DAYS.map((row) => (
          <fieldset key={row} className="stack-2">
            <legend className="visually-hidden">{t('calendar.row', { row })}</legend>
            <FieldRow>
              <Field name={`day-${row}`} type="date" label={t('calendar.day')} min={view.today} optional dir="ltr" defaultValue={fill.valueOf(`day-${row}`)} error={fill.errorOf(`day-${row}`)} />
              <Field name={`until-${row}`} type="date" label={t('calendar.until')} min={view.today} optional dir="ltr" defaultValue={fill.valueOf(`until-${row}`)} error={fill.errorOf(`until-${row}`)} />
            </FieldRow>
            <FieldRow>
              <Field name={`named-${row}`} label={t('calendar.named')} optional dir="auto" maxLength={120} defaultValue={fill.valueOf(`named-${row}`)} error={fill.errorOf(`named-${row}`)} />
              <Field name={`hours-${row}`} label={t('calendar.hours')} placeholder={t('calendar.closed')} optional dir="ltr" maxLength={100} defaultValue={fill.valueOf(`hours-${row}`)} error={fill.errorOf(`hours-${row}`)} />
            </FieldRow>
          </fieldset>
        ))}
      </LineFold>
    </PartForm>
  );
}
