import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, FieldRow, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Shape } from '#app/components/icon.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Empty } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { levelsOf, listGrids } from '#app/mall/queries.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import styles from '../desk.module.css';
import type { WarningKind } from './closed-list.ts';
import { actOnWarning, setWarningRules } from './commands.server.ts';
import { ASSOCIATION, listAssociationWarnings } from './queries.server.ts';
import { AssociationActSchema } from './schema.ts';

export const handle = { i18n: ['office', 'programs'], title: (t) => t('office:own-warnings.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => {
  const [view, grids, levels] = await Promise.all([listAssociationWarnings(mall, now), listGrids(mall._id), levelsOf(mall._id)]);
  const cloth = new Map(grids.map(({ _id, number, hue, weave }) => [_id, { number, hue, weave }]));
  const offices = view.offices.map(({ topic, at }) => {
    const [what = '', kind = '', level = ''] = topic.split('/');
    return { topic, kind: what === 'open' ? kind : null, level: levels.find(({ _id }) => _id === level)?.shortName ?? null, day: dayIn(at, mall.zone) };
  });
  return { ...view, alike: view.alike.map((one) => ({ ...one, cloth: cloth.get(one.grid) ?? null })), offices, base: `/m/${mall.slug}`, today: dayIn(now, mall.zone) };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) =>
  submitForm(await request.formData(), AssociationActSchema, async ({ act, ...input }) => {
    if (act === 'rules') await setWarningRules({ mall, actor, now }, input as Parameters<typeof setWarningRules>[1]);
    else {
      const { topic } = input as { topic: string };
      const { alike, trend } = await listAssociationWarnings(mall, now);
      if (trend?.topic !== topic && !alike.some((one) => one.topic === topic)) throw new Refusal('form.changed-meanwhile');
      await actOnWarning({ mall, actor, now }, ASSOCIATION, 'officer', topic);
    }
    return redirect(`/m/${mall.slug}/manage/warnings`);
  }),
);

/** What the association should look at early, by rules of its own. */
export default function AssociationWarningsRoute() {
  const { alike, trend, rules, offices, base, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['office', 'programs']);
  const { formatNumber, formatDay, formatUnit } = useFormats();
  const errors = useFormErrors(useActionData(), 'office');
  const names = { alikeCount: t('own-warnings.alike-count'), alikeHours: t('own-warnings.alike-hours'), trendLeast: t('own-warnings.trend-least'), trendPercent: t('own-warnings.trend-percent') };
  return (
    <>
      <BackBar to={`${base}/manage`} title={t('own-warnings.title')} />
      <PageTitle lead={t('own-warnings.lead')}>{t('own-warnings.title')}</PageTitle>
      <Fields>
        <FormErrorSummary errors={errors} labels={names} />
      </Fields>
      <Section near>
        <Sheet>
          {alike.length === 0 && !trend && <Empty title={t('warnings.empty')}>{t('own-warnings.empty-text')}</Empty>}
          <ul className={styles.warnings}>
            {alike.map(({ topic, kind, count, cloth }) => (
              <li key={topic}>
                {cloth ? <Patch {...cloth} size={24} /> : <Shape name="warn" />}
                <div>
                  <b>{t('own-warnings.alike', { kind: t(`programs:kind.${kind as 'hazard'}.name`) })}</b>
                  <p>{t('own-warnings.alike-saw', { shops: formatNumber(count), hours: formatUnit(rules.alikeHours, 'hour'), limit: formatNumber(rules.alikeCount) })}</p>
                </div>
                <Quiet topic={topic} />
              </li>
            ))}
            {trend && (
              <li>
                <Shape name="warn" />
                <div>
                  <b>{t('own-warnings.trend')}</b>
                  <p>{t('own-warnings.trend-saw', { now: formatNumber(trend.now), usual: formatNumber(Math.round(trend.usual)), percent: formatNumber(rules.trendPercent) })}</p>
                </div>
                <Quiet topic={trend.topic} />
              </li>
            )}
          </ul>
        </Sheet>
      </Section>
      {offices.length > 0 && (
        <Section near>
          <SectionHead>{t('own-warnings.offices')}</SectionHead>
          <Sheet list>
            {offices.map(({ topic, kind, level, day }) => (
              <Line key={`${topic} ${day}`}>
                <span className="grow">
                  {kind ? t(`warning.${kind as WarningKind}`) : t('own-warnings.a-notice')}
                  {level && (
                    <>
                      {' · '}
                      <bdi>{level}</bdi>
                    </>
                  )}
                </span>
                <p className="small quiet">{formatDay(day, { today })}</p>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      <Section near>
        <SectionHead under={t('own-warnings.rules-under')}>{t('own-warnings.rules')}</SectionHead>
        <Form method="post">
          <Fields>
            <FieldRow>
              {(['alikeCount', 'alikeHours'] as const).map((name) => (
                <Field key={name} name={name} label={names[name]} inputMode="numeric" dir="ltr" autoComplete="off" defaultValue={errors.valueOf(name, String(rules[name]))} error={errors.errorOf(name)} />
              ))}
            </FieldRow>
            <FieldRow>
              {(['trendLeast', 'trendPercent'] as const).map((name) => (
                <Field key={name} name={name} label={names[name]} inputMode="numeric" dir="ltr" autoComplete="off" defaultValue={errors.valueOf(name, String(rules[name]))} error={errors.errorOf(name)} />
              ))}
            </FieldRow>
            <p className="small quiet">{t('own-warnings.no-inspections')}</p>
            <div>
              <Button name="act" value="rules">
                {t('own-warnings.save')}
              </Button>
            </div>
          </Fields>
        </Form>
      </Section>
    </>
  );
}

function Quiet({ topic }: { topic: string }) {
  const { t } = useTranslation('office');
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="topic" value={topic} />
      <Button size="desk" name="act" value="quiet">
        {t('own-warnings.act')}
      </Button>
    </Form>
  );
}
