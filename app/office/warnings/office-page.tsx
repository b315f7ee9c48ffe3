import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Line, PageTitle, Panel, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { atOffice, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { boxOfOffice } from '../letters/policy.ts';
import { listBox } from '../letters/queries.server.ts';
import { listPassedOn } from '../passed-on.server.ts';
import { findOfficeMall } from '../queries.server.ts';
import { lateAnswers, lateLetter, lateRequest, WARNINGS, WITHOUT_DATA } from './closed-list.ts';
import { actOnWarning } from './commands.server.ts';
import { listOfficeWarnings } from './queries.server.ts';
import { QuietSchema } from './schema.ts';
import { WarningLines } from './warning-lines.tsx';

export const handle = { i18n: ['office'], title: (t) => t('office:warnings.title') } satisfies PageHandle;

async function mallOf(office: string, request: Request, now: Date) {
  const { mall } = await findOfficeMall(office, new URL(request.url).searchParams.get('mall'), now);
  if (!mall) throw notFound();
  return mall;
}

export const loader = atOffice(async ({ request, office, now }) => {
  const mall = await mallOf(office, request, now);
  const [passed, letters, others] = await Promise.all([listPassedOn(office, mall, now), listBox(mall, boxOfOffice(office), now), listOfficeWarnings(office, mall, now)]);
  const warnings = [...lateAnswers([...passed.map(lateRequest), ...letters.waiting.map(lateLetter)]), ...others];
  return { warnings, base: `/office/${office}`, mall: { slug: mall.slug, name: mall.name }, today: dayIn(now, mall.zone) };
});

export const action = atOffice(async ({ request, office, actor, now }) => {
  const mall = await mallOf(office, request, now);
  return submitForm(await request.formData(), QuietSchema, async ({ topic }) => {
    const standing = await listOfficeWarnings(office, mall, now);
    if (!standing.some(({ act }) => 'topic' in act && act.topic === topic)) throw new Refusal('form.changed-meanwhile');
    await actOnWarning({ mall, actor, now }, boxOfOffice(office), 'official', topic);
    return redirect(`/office/${office}/warnings?mall=${mall.slug}`);
  });
});

/** All that the office is warned of now, and the closed list of what it ever can be. */
export default function OfficeWarningsRoute() {
  const { warnings, base, mall, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('office');
  const language = useLanguage();
  const errors = useFormErrors(useActionData(), 'office');
  return (
    <>
      <PageTitle lead={<bdi>{pickLocalized(mall.name, language)?.text}</bdi>}>{t('warnings.title')}</PageTitle>
      <Fields>
        <FormErrorSummary errors={errors} labels={{ topic: t('warnings.title') }} />
      </Fields>
      <Section near>
        <Panel title={t('now.title')}>{warnings.length === 0 ? <Empty title={t('warnings.empty')} /> : <WarningLines warnings={warnings} base={base} mall={mall.slug} today={today} />}</Panel>
      </Section>
      <Section near>
        <SectionHead under={t('sees.warnings-text')}>{t('warnings.list')}</SectionHead>
        <Sheet list>
          {WARNINGS.map((kind) => (
            <Line key={kind}>
              <span className="grow">{t(`warning.${kind}`)}</span>
              {WITHOUT_DATA.includes(kind) && <p className="small quiet">{t('warnings.without-data')}</p>}
            </Line>
          ))}
        </Sheet>
      </Section>
    </>
  );
}
