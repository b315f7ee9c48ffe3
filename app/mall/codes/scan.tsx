import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, FieldError, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Way } from '#app/components/talk.tsx';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { MOST_PHOTO } from './read-picture.server.ts';
import { wayOfScan } from './scan.server.ts';
import { Scanner } from './scanner.tsx';
import { ScanSchema } from './schema.ts';

export const handle = { i18n: ['codes', 'mall'], title: (t) => t('codes:scan.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:read' }, ({ mall }) => ({ base: `/m/${mall.slug}` }));

export const action = authorised({ can: 'mall:read' }, async ({ request, mall, actor, now }) => {
  if (Number(request.headers.get('Content-Length') ?? 0) > MOST_PHOTO * 1.1) throw new Response(null, { status: 413 });
  const form = await request.formData();
  return submitForm(form, ScanSchema, async (input) => {
    const picture = form.get('picture');
    const file = picture instanceof File && picture.size > 0 ? picture : null;
    if (file && file.size > MOST_PHOTO) throw new Refusal({ key: 'form.file-too-big', params: { max: MOST_PHOTO / (1024 * 1024) } }, 'picture');
    return redirect(await wayOfScan({ mall, actor, now }, input, file && Buffer.from(await file.arrayBuffer())));
  });
});

/** "Where am I": the camera where there is one, a picture of the code from the album (a browser inside WeChat), the number always. */
export default function ScanRoute() {
  const { base } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['codes', 'mall']);
  const errors = useFormErrors(useActionData<typeof action>(), 'codes');
  const code = useRef<HTMLInputElement>(null);
  const read = useRef<HTMLButtonElement>(null);
  const found = useCallback((text: string) => {
    if (code.current) code.current.value = text;
    read.current?.click();
  }, []);
  return (
    <>
      <BackBar to={base} title={t('scan.title')} language />
      <PageTitle lead={t('scan.lead')}>{t('scan.title')}</PageTitle>
      <FormErrorSummary errors={errors} labels={{ number: t('scan.number'), picture: t('scan.picture'), code: t('mall:camera.open') }} />
      <Form method="post" className="pad">
        <input ref={code} type="hidden" name="code" />
        <Scanner onCode={found} />
        <button ref={read} hidden aria-hidden tabIndex={-1} />
      </Form>
      <Section>
        <Form method="post" encType="multipart/form-data" className="pad stack-2">
          <Way icon="photo" htmlFor="f-picture">
            {t('scan.picture')}
          </Way>
          <input
            id="f-picture"
            type="file"
            name="picture"
            accept="image/*"
            className="visually-hidden"
            aria-label={t('scan.picture')}
            aria-describedby={errors.errorOf('picture') ? 'f-picture-error' : undefined}
            onChange={(event) => event.currentTarget.files?.length && event.currentTarget.form?.querySelector('button')?.click()}
          />
          <p className="small quiet">{t('scan.picture-hint')}</p>
          {errors.errorOf('picture') && <FieldError id="f-picture-error">{errors.errorOf('picture')}</FieldError>}
          <Button size="desk">{t('scan.read')}</Button>
        </Form>
      </Section>
      <Section>
        <Form method="post">
          <Fields>
            <Field name="number" label={t('scan.number')} hint={t('scan.number-hint')} dir="ltr" autoComplete="off" autoCapitalize="characters" maxLength={40} error={errors.errorOf('number')} defaultValue={errors.valueOf('number')} />
            <Button look="main" size="thumb" wide icon="map-pin">
              {t('scan.show')}
            </Button>
          </Fields>
        </Form>
      </Section>
    </>
  );
}
