import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink, Buttons } from '#app/components/button.tsx';
import { DefinitionList } from '#app/components/facts.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FoldedAct } from '#app/components/folded-act.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Line, LineFold, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { InHerLanguage } from '../questions/in-her-language.tsx';
import { cancelRound, moveLastDay } from './commands.server.ts';
import { getRound, scopeChoice } from './queries.server.ts';
import { ActSchema } from './schema.ts';

export const handle = { i18n: ['rounds', 'visits', 'questions'], title: (t) => t('rounds:list.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, params, now }) => {
  const round = await getRound(mall._id, String(params.round));
  return { base: `/m/${mall.slug}`, today: dayIn(now, mall.zone), round, choice: await scopeChoice(mall) };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, params, now }) => {
  const id = String(params.round);
  await getRound(mall._id, id);
  const doing = { mall, actor, now };
  return submitForm(await request.formData(), ActSchema, async (input) => {
    if (input.intent === 'last-day') await moveLastDay(doing, id, input);
    else await cancelRound(doing, id, input.version);
    return redirect(`/m/${mall.slug}/manage/rounds${input.intent === 'cancel' ? '' : `/${id}`}`);
  });
});

/** One round: what for, when, for whom; how far it is, or what its figures were. */
export default function RoundRoute() {
  const { base, today, round } = useLoaderData<typeof loader>();
  const { t } = useTranslation('rounds');
  const language = useLanguage();
  const { formatDay, formatNumber } = useFormats();
  const errors = useFormErrors(useActionData(), 'rounds');
  const scope = useScopeWords();
  const needs = useNeedWords();
  const purpose = pickLocalized(round.purpose, language);
  const count = (value: number) => <Num>{formatNumber(value)}</Num>;
  const facts = [
    { key: 'state', label: t('detail.state'), value: <Mark state={({ planned: 'new', open: 'work', finished: 'ok' } as const)[round.state]}>{t(`state.${round.state}`)}</Mark> },
    { key: 'window', label: t('detail.window'), value: `${formatDay(round.opensOn, { today })} – ${formatDay(round.closesOn, { today })}` },
    { key: 'scope', label: t('new.scope'), value: scope },
    { key: 'needs', label: t('new.needs'), value: needs },
    { key: 'in-scope', label: t('detail.in-scope'), value: count(round.inScope) },
    ...(round.state === 'planned' ? [] : [{ key: 'offered', label: t('detail.offered'), value: count(round.offered) }]),
    ...(round.met === null ? [] : [{ key: 'met', label: t('detail.met'), value: count(round.met) }]),
    ...(round.late > 0 ? [{ key: 'late', label: t('detail.late'), value: count(round.late) }] : []),
  ];
  return (
    <>
      <BackBar to={`${base}/manage/rounds`} title={t('list.title')} />
      <PageTitle lead={purpose && <bdi lang={purpose.language}>{purpose.text}</bdi>}>
        <bdi>{pickLocalized(round.name, language)?.text}</bdi>
      </PageTitle>
      <FormErrorSummary errors={errors} labels={{ closesOn: t('new.closes') }} />
      <Section near>
        <div className="pad">
          <DefinitionList facts={facts} />
        </div>
      </Section>
      {round.asks && (
        <Section near>
          <SectionHead under={t('detail.asks-version', { version: round.asks.version })}>{t('new.questions')}</SectionHead>
          <Sheet list>
            {round.asks.questions.map(({ id, words }) => (
              <Line key={id}>
                <InHerLanguage words={words} />
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      {round.state !== 'planned' && (
        <Section near>
          <Sheet>
            {round.scope.kind === 'trades' ? (
              <Line as="div">{t('detail.no-report')}</Line>
            ) : (
              <LineLink as="div" to={`${base}/manage/rounds/${round.id}/report`} icon="file-analytics" under={t('detail.report-under')}>
                <b>{t('detail.report')}</b>
              </LineLink>
            )}
          </Sheet>
        </Section>
      )}
      {round.state !== 'planned' && round.scope.kind !== 'trades' && (
        <Section near>
          <div className="pad">
            <Buttons>
              {(['xlsx', 'pdf'] as const).map((format) => (
                <ButtonLink key={format} to={`${base}/manage/rounds/${round.id}/report.${format}`} external icon="file-download">
                  {t(`detail.as-${format}`)}
                </ButtonLink>
              ))}
            </Buttons>
          </div>
        </Section>
      )}
      {round.state !== 'finished' && (
        <Section>
          <Sheet>
            {round.state === 'open' && (
              <LineLink as="div" to={`${base}/visits/coverage`} icon="file-analytics">
                <b>{t('detail.coverage')}</b>
              </LineLink>
            )}
            <LineFold icon="calendar-time" title={t('detail.move')} open={Boolean(errors.errorOf('closesOn'))}>
              <Form method="post" noValidate>
                <Fields plain>
                  <input type="hidden" name="version" value={round.version} />
                  <Field name="closesOn" type="date" dir="ltr" min={today} label={t('new.closes')} defaultValue={errors.valueOf('closesOn', round.closesOn)} error={errors.errorOf('closesOn')} />
                  <div>
                    <Button name="intent" value="last-day">
                      {t('detail.move-save')}
                    </Button>
                  </div>
                </Fields>
              </Form>
            </LineFold>
            {round.state === 'planned' && <FoldedAct icon="x" title={t('detail.cancel')} note={t('detail.cancel-note')} intent="cancel" version={round.version} />}
          </Sheet>
        </Section>
      )}
    </>
  );
}

/** The programs whose needs are noted, as this mall calls and orders them. */
function useNeedWords(): string {
  const { round } = useLoaderData<typeof loader>();
  const nameOf = useProgramName();
  const { formatList } = useFormats();
  return formatList(usePrograms(round.needs).map(nameOf));
}

/** "All shops", or the grids, floors or trades by their names. */
function useScopeWords(): string {
  const { round, choice } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['rounds', 'common']);
  const { formatList } = useFormats();
  const language = useLanguage();
  if (round.scope.kind === 'all') return t('scope.all');
  const { kind, ids } = round.scope;
  const names = {
    grids: () => choice.grids.filter(({ _id }) => ids.includes(_id)).map(({ number }) => t('common:grid.named', { number })),
    levels: () => choice.levels.filter(({ id }) => ids.includes(id)).map(({ shortName }) => t('common:grid.level', { level: shortName })),
    trades: () => choice.trades.filter(({ key }) => ids.includes(key)).map(({ key, names: of }) => pickLocalized(of, language)?.text ?? key),
  };
  return formatList(names[kind]());
}
