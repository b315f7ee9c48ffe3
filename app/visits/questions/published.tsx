import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FieldRow, Fields, Select } from '#app/components/field.tsx';
import { Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Mark } from '#app/components/mark.tsx';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { getRosterMall } from '#app/mall/roles/public-mall.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { QuestionLines } from './lines.tsx';
import { listForms } from './forms.server.ts';
import { readQuestions } from './queries.server.ts';
import { RoundForms } from './round-forms.tsx';
import { CompareSchema } from './schema.ts';
import { DifferenceLine } from './difference-line.tsx';
import { InHerLanguage } from './in-her-language.tsx';

export const handle = { i18n: ['questions'], title: (t) => t('questions:list.title') } satisfies PageHandle;

export const loader = openToAnyone(async (visitor) => {
  const { mall, reader } = await getRosterMall(visitor);
  const compare = CompareSchema.parse(Object.fromEntries(new URL(visitor.request.url).searchParams));
  const view = await readQuestions(mall, visitor.now, { compare, withNames: reader.actor !== null });
  const dayOf = (at: Date) => dayIn(at, mall.zone);
  return {
    ...view,
    versions: view.versions.map(({ at, ...line }) => ({ ...line, published: dayOf(at) })),
    forms: await listForms(mall._id),
    proposals: view.proposals.map(({ id, kind, about, words, why, passableFrom }) => ({ id, kind, about, words, why, until: dayOf(passableFrom) })),
  };
});

/** For everybody: what a visit may ask now, what is proposed, and how the list came to be what it is. */
export default function PublishedQuestionsRoute() {
  const { today, inForce, proposals, forms } = useLoaderData<typeof loader>();
  const { t } = useTranslation('questions');
  const { formatDay } = useFormats();
  return (
    <>
      <PageTitle lead={t('list.lead')}>{t('list.title')}</PageTitle>
      <Section near>
        {inForce && inForce.questions.length > 0 ? (
          <>
            <SectionHead under={t('list.since', { version: inForce.version, day: formatDay(inForce.from, { today }) })}>{t('list.in-force')}</SectionHead>
            <QuestionLines questions={inForce.questions} />
          </>
        ) : (
          <Empty title={t('list.none')}>{t('list.none-text')}</Empty>
        )}
      </Section>
      {proposals.length > 0 && (
        <Section near>
          <SectionHead under={t('shown.text')}>{t('shown.title')}</SectionHead>
          <Sheet list>
            {proposals.map(({ id, kind, about, words, why, until }) => (
              <Line key={id}>
                <div className="stack-2">
                  <Mark state="new" small>
                    {t(`kind.${kind}`)}
                  </Mark>
                  <p>
                    <b>
                      <InHerLanguage words={words} />
                    </b>
                  </p>
                  <p className="small quiet">
                    {t(`about.${about}`)} · {t('history.why')}: <InHerLanguage words={why} />
                  </p>
                  {kind !== 'remove' && <p className="small">{t('shown.until', { day: formatDay(until, { today }) })}</p>}
                </div>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      <RoundForms forms={forms} today={today} />
      <Compared />
      <Versions />
    </>
  );
}

function Compared() {
  const { compared, versions } = useLoaderData<typeof loader>();
  const { t } = useTranslation('questions');
  if (!compared) return null;
  const option = (version: number) => (
    <option key={version} value={version}>
      {version === 0 ? t('compare.none') : t('history.version', { version })}
    </option>
  );
  const numbers = versions.map(({ version }) => version);
  return (
    <Section near id="differences">
      <SectionHead>{t('compare.title')}</SectionHead>
      <form method="get" action="#differences">
        <Fields>
          <FieldRow>
            <Select name="from" label={t('compare.earlier')} defaultValue={compared.from}>
              {[...numbers, 0].map(option)}
            </Select>
            <Select name="to" label={t('compare.later')} defaultValue={compared.to}>
              {numbers.map(option)}
            </Select>
          </FieldRow>
          <div>
            <Button size="desk" icon="switch-horizontal">
              {t('compare.show')}
            </Button>
          </div>
        </Fields>
      </form>
      <Section near>
        <Sheet list label={t('compare.title')}>
          {compared.differences.length === 0 && <Line>{t('compare.same')}</Line>}
          {compared.differences.map((difference) => (
            <Line key={difference.id}>
              <DifferenceLine difference={difference} />
            </Line>
          ))}
        </Sheet>
      </Section>
    </Section>
  );
}

/** Who published which version when, and why. */
function Versions() {
  const { versions, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('questions');
  const { formatDay } = useFormats();
  const language = useLanguage();
  if (versions.length === 0) return null;
  return (
    <Section near>
      <SectionHead>{t('history.title')}</SectionHead>
      <Sheet list>
        {versions.map(({ version, from, published, by, why }) => (
          <Line key={version}>
            <div className="stack-2">
              <b>{t('history.version', { version })}</b>
              <p className="small quiet">
                {t('history.published', { day: formatDay(published, { today }) })} · {t('history.from', { day: formatDay(from, { today }) })}
              </p>
              <p className="small quiet">
                {t('history.by')}
                {by && (
                  <>
                    {' '}
                    · <bdi>{pickLocalized(by, language)?.text}</bdi>
                  </>
                )}
              </p>
              <p className="small">
                {t('history.why')}: <InHerLanguage words={why} />
              </p>
            </div>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
