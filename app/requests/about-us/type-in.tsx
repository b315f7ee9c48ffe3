import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Dock, Narrow, PageTitle, Section } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { NumberSlip } from '#app/components/slip.tsx';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { spokenCode } from '../numbers.ts';
import { screenLanguage, wordsOf } from '../reading.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { typeInAboutUs } from './commands.server.ts';
import { ComplaintFields } from './form.tsx';
import { listPeople, mayTypeIn } from './queries.server.ts';
import { TypeInSchema } from './schema.ts';

export const handle = { i18n: ['about-us', 'requests'], title: (t) => t('about-us:type-in.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, actor, now }) => {
  if (!mayTypeIn(actor, mall._id)) throw notFound();
  return { people: await listPeople(mall._id, actor, now), back: `/m/${mall.slug}/about-us` };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, known, now }) =>
  submitForm(await request.formData(), TypeInSchema, async ({ words, person, booth }) => {
    const said = wordsOf(words, screenLanguage(request, mall, known));
    if (!said) throw new Refusal('form.required', 'words');
    const { number, code } = await typeInAboutUs({ mall, actor, now }, { words: said, person, booth });
    return { slip: { number, code: spokenCode(code) } };
  }),
);

/** What stood on a paper from the box. Two of the council get it by lot; the number goes to whoever wrote it, where that is known. */
export default function TypeInRoute() {
  const { people, back } = useLoaderData<typeof loader>();
  const answer = useActionData();
  const { t } = useTranslation(['about-us', 'requests']);
  const errors = useFormErrors(answer, 'about-us');
  const slip = !isRefusal(answer) && answer ? (answer as { slip: { number: string; code: string } }).slip : null;
  if (slip) {
    return (
      <Narrow>
        <BackBar to={back} title={t('type-in.title')} />
        <PageTitle lead={t('type-in.done-lead')}>{t('type-in.done')}</PageTitle>
        <NumberSlip label={t('requests:sent.number')} number={slip.number} codeLabel={t('requests:sent.code')} code={slip.code} />
        <Dock>
          <ButtonLink size="thumb" wide to={`${back}/type-in`}>
            {t('type-in.next')}
          </ButtonLink>
        </Dock>
      </Narrow>
    );
  }
  return (
    <Form method="post" noValidate>
      <Narrow>
        <BackBar to={back} title={t('type-in.title')} />
        <PageTitle lead={t('type-in.lead')}>{t('type-in.title')}</PageTitle>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ words: t('words'), person: t('person'), booth: t('type-in.booth') }} />
          <ComplaintFields people={people} errors={errors} />
          <Field name="booth" label={t('type-in.booth')} hint={t('type-in.booth-hint')} optional dir="ltr" autoComplete="off" error={errors.errorOf('booth')} defaultValue={errors.valueOf('booth')} />
        </Fields>
        <Section near>
          <div className="pad">
            <Button look="main" size="thumb" wide icon="send">
              {t('send')}
            </Button>
          </div>
        </Section>
      </Narrow>
    </Form>
  );
}
