import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { FieldError } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, LineFold, PageTitle, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { recordDayLooks } from '../day-looks.server.ts';
import { shredSheet } from './commands.server.ts';
import { getSheet } from './queries.server.ts';
import { WalkingList } from './walking-list.tsx';
import styles from './paper.module.css';

export const handle = { i18n: ['visits'], title: (t) => t('visits:sheet.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'visits:record' }, async ({ request, params, mall, actor, now }) => {
  const doing = { mall, actor, now };
  const sheet = await getSheet(doing, String(params.paper));
  await recordDayLooks(doing);
  return { sheet, mall: mall.name, base: `/m/${mall.slug}/visits`, done: new URL(request.url).searchParams.has('done') };
});

const ShredSchema = z.object({ intent: z.literal('shred'), gone: z.literal('on', { errorMap: () => ({ message: 'form.required' }) }) });

export const action = authorised({ can: 'visits:record' }, async ({ request, params, mall, actor, now }) => {
  const doing = { mall, actor, now };
  const id = String(params.paper);
  // Whose it is comes before what was sent.
  await getSheet(doing, id);
  return submitForm(await request.formData(), ShredSchema, async () => {
    await shredSheet(doing, id);
    return redirect(`/m/${mall.slug}/visits/paper/${id}`);
  });
});

/** Today's numbered walking list on A4; afterwards its results are typed in, and it is ticked off when the paper is shredded. */
export default function WalkingSheetRoute() {
  const { sheet, mall, base, done } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['visits', 'common']);
  const { formatDay } = useFormats();
  const errors = useFormErrors(useActionData<typeof action>(), 'visits');
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  const here = `${base}/paper/${sheet.id}`;
  return (
    <>
      <div className={styles.around}>
        <BackBar to={base} title={t('sheet.title')} line={formatDay(sheet.day)} />
        <PageTitle lead={t('sheet.lead')}>{t('sheet.numbered', { number: sheet.number })}</PageTitle>
        <FormErrorSummary errors={errors} labels={{ gone: t('sheet.gone') }} />
        {done && (
          <Strip tone="ok" icon="cloud-check" title={t('sheet.typed')} live>
            {t('day.shops-see')}
          </Strip>
        )}
        {sheet.shredded ? (
          <div className="pad">
            <Mark state="ok">{t('sheet.shredded')}</Mark>
            <p className="small quiet">{t('sheet.shredded-hint')}</p>
          </div>
        ) : (
          <>
            <div className={`pad ${styles.acts}`}>
              <Buttons>
                {scripted && (
                  <Button type="button" icon="printer" onClick={() => print()}>
                    {t('sheet.print')}
                  </Button>
                )}
                <ButtonLink look="main" icon="pencil" to={`${here}/results`}>
                  {t('sheet.type-in')}
                </ButtonLink>
              </Buttons>
              {!scripted && <p className="small quiet">{t('sheet.print-how')}</p>}
            </div>
            <Sheet>
              <LineFold icon="trash" title={t('sheet.shred')} under={t('sheet.shred-hint')} open={Boolean(errors.refusal)}>
                <Form method="post" className="stack-2" noValidate>
                  <input type="hidden" name="intent" value="shred" />
                  <CheckboxLine name="gone" id="f-gone" value="on">
                    {t('sheet.gone')}
                  </CheckboxLine>
                  {errors.errorOf('gone') && <FieldError>{errors.errorOf('gone')}</FieldError>}
                  <Button>{t('sheet.shred')}</Button>
                </Form>
              </LineFold>
            </Sheet>
          </>
        )}
      </div>
      {!sheet.shredded && <WalkingList sheet={sheet} mall={mall} />}
    </>
  );
}
