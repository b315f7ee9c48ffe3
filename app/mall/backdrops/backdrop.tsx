import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { addBackdrop, placeBackdrop, removeBackdrop } from './commands.server.ts';
import { PlaceFields } from './place-fields.tsx';
import { afterClick, pointsIn } from './points.ts';
import { Preview } from './preview.tsx';
import { backdropOf, getBackdrop, planUnder } from './queries.server.ts';
import { MOST_INPUT, readPlanPicture } from './read-picture.server.ts';
import { BringSchema, PlaceSchema, RemoveSchema } from './schema.ts';

export const handle = { i18n: ['backdrop', 'editing'], title: (t) => t('backdrop:title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'map:edit' }, async ({ request, params, mall }) => {
  const level = String(params.level);
  const found = await getBackdrop(mall, level);
  const query = new URL(request.url).searchParams;
  const { picture } = found;
  const [shown, plan] = await Promise.all([backdropOf(mall, level), planUnder(mall._id, level)]);
  // A click on the picture sends the whole form, so that what was typed beside it comes back.
  const typed = Object.fromEntries([...query].filter(([name]) => !name.includes('.')));
  return { ...found, back: `/m/${mall.slug}/manage/map-edit?level=${level}`, most: MOST_INPUT / 1024 / 1024, typed, points: picture ? afterClick(pointsIn(query), query, picture) : [], shown, plan };
});

export const action = authorised({ can: 'map:edit' }, async ({ request, params, mall, actor, now }) => {
  const form = await request.formData();
  const level = String(params.level);
  const by = { mall, actor, now };
  const here = (mark: string) => redirect(`/m/${mall.slug}/manage/backdrop/${level}${mark}`);
  if (form.get('intent') === 'place') {
    return submitForm(form, PlaceSchema, async (input) => {
      await placeBackdrop(by, level, input);
      return here('?placed=1#placed');
    });
  }
  if (form.get('intent') === 'remove') {
    return submitForm(form, RemoveSchema, async ({ version }) => {
      await removeBackdrop(by, level, version);
      return here('');
    });
  }
  return submitForm(form, BringSchema, async ({ page }) => {
    await getBackdrop(mall, level);
    const file = form.get('file');
    if (!(file instanceof File) || file.size === 0) throw new Refusal('backdrop:problem.no-file', 'file');
    if (file.size > MOST_INPUT) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_INPUT / 1024 / 1024 } }, 'file');
    await addBackdrop(by, level, await readPlanPicture(Buffer.from(await file.arrayBuffer()), page));
    return here('#place');
  });
});

/** A photo, scan or PDF of a plan, to lie under the level while its booths are drawn. */
export default function BackdropRoute() {
  const { level, picture, back, most, typed, points, shown, plan } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['backdrop', 'common']);
  const errors = useFormErrors(useActionData(), 'backdrop');
  const sending = useNavigation().state === 'submitting';
  const placing = errors.refusal?.values.intent === 'place' || errors.refusal?.values.intent === 'remove';
  const bring = (
    <Form method="post" encType="multipart/form-data" noValidate>
      <Fields>
        {!placing && <FormErrorSummary errors={errors} labels={{ file: t('bring.file'), page: t('bring.page') }} />}
        <Field type="file" name="file" accept="image/*,application/pdf,.pdf" label={t('bring.file')} hint={t('bring.file-hint', { max: most })} error={errors.errorOf('file')} />
        <Field type="number" name="page" min={1} inputMode="numeric" dir="ltr" label={t('bring.page')} hint={t('bring.page-hint')} optional defaultValue={errors.valueOf('page', '1')} error={errors.errorOf('page')} />
        <div>
          <Button look={picture ? 'plain' : 'main'} icon="upload" name="intent" value="bring" disabled={sending}>
            {picture ? t('bring.replace') : t('bring.send')}
          </Button>
        </div>
        <p className="quiet small">{t('bring.who')}</p>
      </Fields>
    </Form>
  );
  return (
    <>
      <BackBar to={back} title={t('back')} />
      <PageTitle lead={picture ? t('lead-place') : t('lead-bring')}>{t('heading', { level: level.shortName })}</PageTitle>
      {!picture && <Section near>{bring}</Section>}
      {picture && (
        <>
          <Section id="place">
            <SectionHead under={t('place.hint')}>{t('place.title')}</SectionHead>
            <PlaceFields key={picture.href + picture.version} picture={picture} points={points} typed={typed} errors={placing ? errors : null} />
          </Section>
          {shown && (
            <Section id="placed">
              <SectionHead under={t('preview.hint')}>{t('preview.title')}</SectionHead>
              <Preview picture={shown} plan={plan} level={level.shortName} />
              <div className="pad">
                <ButtonLink to={back} look="main" icon="pencil">
                  {t('preview.draw')}
                </ButtonLink>
              </div>
            </Section>
          )}
          <Section id="bring">
            <SectionHead>{t('bring.other')}</SectionHead>
            {bring}
            <Form method="post" className="pad">
              <input type="hidden" name="version" value={picture.version} />
              <Buttons>
                <Button look="text" icon="trash" name="intent" value="remove">
                  {t('remove')}
                </Button>
              </Buttons>
            </Form>
          </Section>
        </>
      )}
    </>
  );
}
