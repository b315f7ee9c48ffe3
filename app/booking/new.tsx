import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, FieldRow, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { NamesFields } from '#app/components/names-fields.tsx';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { PROGRAM_IDS } from '#app/components/programs.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { planOccasion } from './commands.server.ts';
import { listRooms } from './queries.server.ts';
import { LIMITS, OccasionSchema } from './schema.ts';

export const handle = { i18n: ['booking'], title: (t) => t('booking:new.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'booking:plan' }, async ({ mall, now }) => ({
  base: `/m/${mall.slug}/booking`,
  today: dayIn(now, mall.zone),
  rooms: await listRooms(mall._id),
}));

export const action = authorised({ can: 'booking:plan' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), OccasionSchema, async (input) => redirect(`/m/${mall.slug}/booking/${await planOccasion({ mall, actor, now }, input)}`)),
);

/** A course, a clinic day, an hour of advice: when, where, how many places. */
export default function NewOccasionRoute() {
  const { base, today, rooms } = useLoaderData<typeof loader>();
  const { t } = useTranslation('booking');
  const language = useLanguage();
  const nameOf = useProgramName();
  const programs = usePrograms(PROGRAM_IDS);
  const { formatNumber } = useFormats();
  const errors = useFormErrors(useActionData(), 'booking');
  const { errorOf, valueOf } = errors;
  const sending = useNavigation().state === 'submitting';
  const labels = { 'name-zh': t('new.name'), program: t('detail.program'), day: t('new.day'), from: t('new.from'), until: t('new.until'), room: t('detail.where'), places: t('new.places'), waitingPlaces: t('new.waiting') };
  return (
    <>
      <BackBar to={base} title={t('new.title')} />
      <PageTitle lead={t('new.lead')}>{t('new.title')}</PageTitle>
      <KeptForm>
        <Fields>
          <FormErrorSummary errors={errors} labels={labels} />
          <Select name="program" label={t('detail.program')} defaultValue={valueOf('program', 'training')} error={errorOf('program')}>
            {programs.map((id) => (
              <option key={id} value={id}>
                {nameOf(id)}
              </option>
            ))}
          </Select>
          <NamesFields label={t('new.name')} errors={errors} maxLength={LIMITS.name} />
          <Field name="day" type="date" min={today} dir="ltr" label={t('new.day')} defaultValue={valueOf('day')} error={errorOf('day')} />
          <FieldRow>
            <Field name="from" type="time" dir="ltr" label={t('new.from')} defaultValue={valueOf('from', '16:00')} error={errorOf('from')} />
            <Field name="until" type="time" dir="ltr" label={t('new.until')} defaultValue={valueOf('until', '17:00')} error={errorOf('until')} />
          </FieldRow>
          <FieldRow>
            <Field name="places" type="number" inputMode="numeric" min={1} max={LIMITS.places} dir="ltr" label={t('new.places')} defaultValue={valueOf('places', '20')} error={errorOf('places')} />
            <Field name="waitingPlaces" type="number" inputMode="numeric" min={0} max={LIMITS.places} dir="ltr" label={t('new.waiting')} hint={t('new.waiting-hint')} defaultValue={valueOf('waitingPlaces', '20')} error={errorOf('waitingPlaces')} />
          </FieldRow>
          <Select name="room" label={t('detail.where')} optional defaultValue={valueOf('room', '')} error={errorOf('room')}>
            <option value="">{t('new.no-room')}</option>
            {rooms.map(({ _id, names, seats }) => (
              <option key={_id} value={_id}>
                {`${pickLocalized(names, language)?.text ?? ''} · ${t('rooms.seats', { count: seats, number: formatNumber(seats) })}`}
              </option>
            ))}
          </Select>
        </Fields>
        <Section>
          <SectionHead under={t('new.about-hint')}>{t('new.about')}</SectionHead>
          <Fields>
            <NamesFields name="about" label={t('new.about')} errors={errors} maxLength={LIMITS.about} long />
            <Button look="main" size="thumb" wide disabled={sending}>
              {t('new.save')}
            </Button>
          </Fields>
        </Section>
      </KeptForm>
      <Section>
        <Sheet>
          <LineLink as="div" to={`${base}/rooms`} icon="door">
            {t('rooms.title')}
          </LineLink>
        </Sheet>
      </Section>
    </>
  );
}
