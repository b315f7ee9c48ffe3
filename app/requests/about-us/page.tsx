import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { BackBar, Dock, LineLink, Narrow, PageTitle, Says, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { refuseRecoveredLately } from '#app/platform/recovered.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { screenLanguage, wordsOf } from '../reading.server.ts';
import { rememberCode } from '../sent-cookie.server.ts';
import { openAboutUs } from './commands.server.ts';
import { ComplaintFields } from './form.tsx';
import { listPeople, mayTypeIn } from './queries.server.ts';
import { AboutUsSchema } from './schema.ts';

export const handle = { i18n: ['about-us', 'requests'], title: (t) => t('about-us:title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'requests:ask' }, async ({ mall, actor, now }) => ({
  people: await listPeople(mall._id, actor, now),
  typeIn: mayTypeIn(actor, mall._id),
  base: `/m/${mall.slug}`,
}));

export const action = authorised({ can: 'requests:ask' }, async ({ request, mall, actor, known, now }) =>
  submitForm(await request.formData(), AboutUsSchema, async ({ words, person }) => {
    refuseRecoveredLately(actor, now);
    if ((await takePoint('ask', actor.account)) > 0) throw new Refusal('requests:refusal.too-many');
    const said = wordsOf(words, screenLanguage(request, mall, known));
    if (!said) throw new Refusal('form.required', 'words');
    const { number, code } = await openAboutUs({ mall, actor, now }, { words: said, person });
    const to = `/m/${mall.slug}/requests/${number}`;
    return redirect(`${to}/sent`, { headers: { 'Set-Cookie': await rememberCode(to, actor.account, number, code) } });
  }),
);

/** About a volunteer or officer: who reads it, who doesn't, and one form. Nothing of it is kept on the device. */
export default function AboutUsRoute() {
  const { people, typeIn, base } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['about-us', 'common']);
  const errors = useFormErrors(useActionData(), 'about-us');
  return (
    <Form method="post" noValidate>
      <Narrow>
        <BackBar to={`${base}/programs`} title={t('title')} language />
        <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ words: t('words'), person: t('person') }} />
          <ComplaintFields people={people} errors={errors} />
        </Fields>
        <Section near>
          <Sheet list>
            <Says lead={<Icon name="eye" />} over={t('common:state.who-can-see')} under={t('outside')}>
              <b>{t('two')}</b>
            </Says>
            <Says lead={<Icon name="lock" />} under={t('never')}>
              <b>{t('until')}</b>
            </Says>
            <LineLink to={`${base}/about-us/paper`} icon="printer" under={t('paper.under')}>
              {t('paper.link')}
            </LineLink>
            {typeIn && (
              <LineLink to={`${base}/about-us/type-in`} icon="pencil">
                {t('type-in.title')}
              </LineLink>
            )}
          </Sheet>
        </Section>
        <Dock note={t('note')}>
          <Button look="main" size="thumb" wide icon="send">
            {t('send')}
          </Button>
        </Dock>
      </Narrow>
    </Form>
  );
}
