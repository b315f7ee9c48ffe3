import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { addShop } from './commands.server.ts';
import { DayField, FactsFields, PlaceFields } from './facts-fields.tsx';
import { listVacantNumbers } from './queries.server.ts';
import { FactsSchema, NewShopSchema } from './schema.ts';
import { offeredTrades } from './trades.server.ts';
import styles from './roster.module.css';

export const handle = { i18n: ['roster'], title: (t) => t('roster:new.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, mall }) => ({
  back: `/m/${mall.slug}/manage/roster`,
  booth: new URL(request.url).searchParams.get('booth')?.slice(0, 40) ?? '',
  trades: offeredTrades(mall),
  vacant: await listVacantNumbers(mall._id),
}));

export const action = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) =>
  submitForm(await request.formData(), FactsSchema.and(NewShopSchema), async ({ booth, part, day, ...facts }) =>
    redirect(`/m/${mall.slug}/manage/roster/shop/${await addShop({ mall, actor, now }, facts, { booth, part }, day)}`),
  ),
);

/** One shop that isn't on the list yet. */
export default function NewShopRoute() {
  const { back, booth, trades, vacant } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const errors = useFormErrors(useActionData(), 'roster');
  const sending = useNavigation().state === 'submitting';
  return (
    <>
      <BackBar to={back} title={t('new.title')} />
      <PageTitle lead={t('new.lead')}>{t('new.title')}</PageTitle>
      <KeptForm>
        <FormErrorSummary errors={errors} />
        <FactsFields errors={errors} trades={trades} />
        <Section>
          <SectionHead>{t('place.title')}</SectionHead>
          <div className={`pad ${styles.inside}`}>
            <PlaceFields errors={errors} id="" vacant={vacant} booth={booth} optional />
            <DayField errors={errors} id="" />
            <div>
              <Button look="main" disabled={sending}>
                {t('new.save')}
              </Button>
            </div>
          </div>
        </Section>
      </KeptForm>
    </>
  );
}
