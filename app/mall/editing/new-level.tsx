import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Buildings } from '#models/plan.server.ts';
import { Button } from '#app/components/button.tsx';
import { Field, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Dock, PageTitle } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { isOfficer } from '#app/platform/actor.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { newId } from '#app/platform/ids.ts';
import { listLevels } from '../plan.server.ts';
import { addLevel } from './level-commands.server.ts';
import { LevelSchema } from './schema.ts';

export const handle = { i18n: ['editing', 'bringing'], title: (t) => t('editing:level.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'map:edit' }, async ({ mall }) => {
  const [{ levels }, buildings] = await Promise.all([listLevels(mall._id), Buildings.find({ mall: mall._id }, { name: 1 }).sort({ _id: 1 }).limit(200).lean()]);
  const top = levels.length > 0 ? Math.max(...levels.map(({ ordinal }) => ordinal)) + 1 : 0;
  // As people count: there is no floor 0.
  return { back: `/m/${mall.slug}/manage/map-edit`, fresh: newId(), next: top >= 0 ? top + 1 : top, buildings };
});

export const action = authorised({ can: 'map:edit' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), LevelSchema, async (input) => {
    await addLevel({ mall, actor, now, role: isOfficer(actor, mall._id) ? 'officer' : 'operator' }, input);
    return redirect(`/m/${mall.slug}/manage/map-edit?level=${input.id}`);
  }),
);

/** An empty floor: a picture can lie under it, and booths are drawn on it. */
export default function NewLevelRoute() {
  const { back, fresh, next, buildings } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['editing', 'bringing']);
  const language = useLanguage();
  const errors = useFormErrors(useActionData(), 'editing');
  const { errorOf, valueOf } = errors;
  const busy = useNavigation().state === 'submitting';
  const labels = { floor: t('level.floor'), shortName: t('level.short-name'), building: t('bringing:hub.building') };
  return (
    <>
      <BackBar to={back} title={t('title')} />
      <PageTitle lead={t('level.lead')}>{t('level.title')}</PageTitle>
      <Form method="post" noValidate>
        <Fields>
          <FormErrorSummary errors={errors} labels={labels} />
          <input type="hidden" name="id" value={valueOf('id', fresh)} />
          <Field type="number" inputMode="numeric" dir="ltr" name="floor" label={labels.floor} hint={t('level.floor-hint')} defaultValue={valueOf('floor', String(next))} error={errorOf('floor')} />
          <Field name="shortName" label={labels.shortName} hint={t('level.short-name-hint')} optional maxLength={12} dir="auto" autoComplete="off" defaultValue={valueOf('shortName', '')} error={errorOf('shortName')} />
          {buildings.length > 1 && (
            <Select name="building" label={labels.building} defaultValue={valueOf('building')} error={errorOf('building')}>
              {buildings.map(({ _id, name }, at) => (
                <option key={_id} value={_id}>
                  {pickLocalized(name, language)?.text ?? t('bringing:hub.building-nth', { number: at + 1 })}
                </option>
              ))}
            </Select>
          )}
        </Fields>
        <Dock>
          <Button look="main" size="thumb" disabled={busy}>
            {t('level.add')}
          </Button>
        </Dock>
      </Form>
    </>
  );
}
