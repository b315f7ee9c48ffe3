import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Field, FieldError, FieldRow, Fields, Select } from '#app/components/field.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, LineFold, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { numbered, Paging } from '#app/components/paging.tsx';
import { Empty, Strip } from '#app/components/states.tsx';
import { ALL_PLACES } from '#models/place-code.server.ts';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { isForPage } from '#app/platform/for-page.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { voidCodes } from './commands.server.ts';
import styles from './codes.module.css';
import { SHEET, SheetLabels } from './sheet-labels.tsx';
import { PAPERS, SheetSchema, SIZES, VoidSchema } from './schema.ts';
import { getSheet } from './sheets.server.ts';

export const handle = { i18n: ['codes', 'manage'], title: (t) => t('codes:sheet.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, context, mall }) => {
  const params = Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ''));
  const choice = SheetSchema.parse(params);
  const { sheet, markup } = await getSheet(mall, choice, detectLanguage(request));
  const whole = isForPage(request);
  if (whole) context.pictures = { [SHEET]: markup };
  return { choice, voided: 'voided' in params, all: ALL_PLACES, base: `/m/${mall.slug}/manage`, ...sheet, markup: whole ? null : markup };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), VoidSchema, async ({ place }) => {
    await voidCodes({ mall, actor, now }, place);
    return redirect(`?voided=1`);
  }),
);

/** Choose, see, print. The choice is in the address, so that a sheet can be printed again. */
export default function SheetsRoute() {
  const { choice, voided, all, base, level, first, shown, total, page, pages, levels, grids, markup } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['codes', 'common', 'manage']);
  const [params] = useSearchParams();
  const errors = useFormErrors(useActionData<typeof action>(), 'codes');
  const only = shown === 1 ? first : null;
  const at = (changes: Record<string, string>) => `?${new URLSearchParams({ ...Object.fromEntries(params), ...changes })}`;
  return (
    <>
      <div className={styles.noPrint}>
        <BackBar to={base} title={t('sheet.title')} />
        <PageTitle lead={t('sheet.lead')}>{t('sheet.title')}</PageTitle>
        {voided && <Strip tone="ok" icon="check" title={t('void.done')} live />}
        <Form>
          <Fields>
            <FieldRow>
              <Select name="of" label={t('sheet.which')} defaultValue={choice.of}>
                {(['booths', 'assets'] as const).map((of) => (
                  <option key={of} value={of}>
                    {t(`of.${of}`)}
                  </option>
                ))}
              </Select>
              <Select name="level" label={t('sheet.level')} key={level} defaultValue={level ?? ''}>
                <option value="">{t('sheet.every')}</option>
                {levels.map(({ id, shortName }) => (
                  <option key={id} value={id}>
                    {shortName}
                  </option>
                ))}
              </Select>
              <Select name="grid" label={t('sheet.grid')} defaultValue={choice.grid ?? ''}>
                <option value="">{t('sheet.every')}</option>
                {grids.map(({ id, number }) => (
                  <option key={id} value={id}>
                    {t('common:grid.named', { number })}
                  </option>
                ))}
              </Select>
            </FieldRow>
            <FieldRow>
              <Field name="number" label={t('sheet.number')} defaultValue={choice.number ?? ''} optional dir="ltr" maxLength={40} />
              <Select name="paper" label={t('sheet.paper')} defaultValue={choice.paper}>
                {PAPERS.map((paper) => (
                  <option key={paper} value={paper}>
                    {paper.toUpperCase()}
                  </option>
                ))}
              </Select>
              <Select name="size" label={t('sheet.size')} defaultValue={choice.size}>
                {SIZES.map((size) => (
                  <option key={size} value={size}>
                    {t(`size.${size}`)}
                  </option>
                ))}
              </Select>
            </FieldRow>
            <Button look="main" size="desk" icon="zoom">
              {t('sheet.show')}
            </Button>
          </Fields>
        </Form>
        <p className="pad quiet small">
          {t('sheet.count', { count: total })}
          {' · '}
          {t('sheet.print-how')}
        </p>
        <Paging {...numbered({ page, pages }, (to) => at({ page: String(to) }))} where={{ page, pages }} />
        {shown === 0 && <Empty title={t('sheet.none')}>{t('sheet.none-hint')}</Empty>}
      </div>
      {shown > 0 && <SheetLabels markup={markup} paper={choice.paper} size={choice.size} />}
      <div className={styles.noPrint}>
        <Section>
          <Sheet>
            <LineFold icon="refresh" title={t('void.title')} under={t('void.hint')} open={Boolean(errors.refusal)}>
              <Form method="post">
                <Fields plain>
                  <Select name="place" label={t('void.which')} defaultValue={only?.place ?? all} error={errors.errorOf('place')}>
                    {only && <option value={only.place}>{t('void.this', { number: only.number ?? t(`kind.${only.kind}`) })}</option>}
                    <option value={all}>{t('void.all')}</option>
                  </Select>
                  <CheckboxLine name="sure">{t('void.sure')}</CheckboxLine>
                  {errors.errorOf('sure') && <FieldError id="f-sure-error">{errors.errorOf('sure')}</FieldError>}
                  <Button look="danger" size="desk">
                    {t('void.title')}
                  </Button>
                </Fields>
              </Form>
            </LineFold>
          </Sheet>
        </Section>
      </div>
    </>
  );
}
