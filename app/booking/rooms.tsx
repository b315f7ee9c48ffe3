import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { NamesFields } from '#app/components/names-fields.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { addRoom } from './commands.server.ts';
import { listRooms } from './queries.server.ts';
import { LIMITS, RoomSchema } from './schema.ts';

export const handle = { i18n: ['booking'], title: (t) => t('booking:rooms.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'booking:plan' }, async ({ mall }) => ({ base: `/m/${mall.slug}/booking`, rooms: await listRooms(mall._id) }));

export const action = authorised({ can: 'booking:plan' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), RoomSchema, async (room) => {
    await addRoom({ mall, actor, now }, room);
    return redirect(`/m/${mall.slug}/booking/rooms`);
  }),
);

/** Rooms of the service centre: what is planned takes them, and nobody else can at that time. */
export default function RoomsRoute() {
  const { base, rooms } = useLoaderData<typeof loader>();
  const { t } = useTranslation('booking');
  const language = useLanguage();
  const { formatNumber } = useFormats();
  const errors = useFormErrors(useActionData(), 'booking');
  return (
    <>
      <BackBar to={`${base}/new`} title={t('rooms.title')} />
      <PageTitle lead={t('rooms.lead')}>{t('rooms.title')}</PageTitle>
      <Section near>
        {rooms.length === 0 ? (
          <Empty title={t('rooms.none')} />
        ) : (
          <Sheet list>
            {rooms.map(({ _id, names, seats }) => (
              <Line key={_id}>
                <b>
                  <bdi>{pickLocalized(names, language)?.text}</bdi>
                </b>{' '}
                · {t('rooms.seats', { count: seats, number: formatNumber(seats) })}
              </Line>
            ))}
          </Sheet>
        )}
      </Section>
      <Section>
        <SectionHead>{t('rooms.add')}</SectionHead>
        <KeptForm>
          <Fields>
            <FormErrorSummary errors={errors} labels={{ 'name-zh': t('new.name'), seats: t('rooms.seats-label') }} />
            <NamesFields label={t('new.name')} errors={errors} maxLength={LIMITS.name} />
            <Field name="seats" type="number" inputMode="numeric" min={1} max={LIMITS.places} dir="ltr" label={t('rooms.seats-label')} defaultValue={errors.valueOf('seats')} error={errors.errorOf('seats')} />
            <div>
              <Button look="main">{t('rooms.add')}</Button>
            </div>
          </Fields>
        </KeptForm>
      </Section>
    </>
  );
}
