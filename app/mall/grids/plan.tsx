import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Strip } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { takeStep } from './commands.server.ts';
import { readPlanPage } from './page.server.ts';
import { PickForm } from './pick-form.tsx';
import { PickPlan } from './pick-plan.tsx';
import { PlanGrids, PlanMoves } from './plan-facts.tsx';
import { PlanSteps } from './plan-steps.tsx';
import { apartField, PlanStepSchema, planStepOf } from './schema.ts';
import { takeDueEffect } from './take-effect.server.ts';
import { usePicks } from './use-picks.ts';
import styles from './grids.module.css';

export const handle = { i18n: ['grids', 'mall'], title: (t) => t('grids:plan.title'), bar: 'own' } satisfies PageHandle;

const word = (params: URLSearchParams, name: string): string | undefined => params.get(name)?.slice(0, 64) || undefined;

export const loader = authorised({ can: 'mall:manage' }, async ({ request, params, mall, now }) => {
  const search = new URL(request.url).searchParams;
  const page = Math.min(200, Math.max(1, Number.parseInt(word(search, 'page') ?? '1', 10) || 1));
  const view = await readPlanPage(mall, String(params.plan), { level: word(search, 'level'), of: word(search, 'of'), unit: word(search, 'unit'), page });
  return { base: `/m/${mall.slug}/manage/grids`, today: dayIn(now, mall.zone), ...view };
});

/** What is due is carried out at once: today's plan and first grids are there when the page comes back. */
export const action = authorised({ can: 'mall:manage' }, async ({ request, params, actor, mall, now }) => {
  const form = await request.formData();
  const plan = String(params.plan);
  const here = `/m/${mall.slug}/manage/grids`;
  return submitForm(
    form,
    PlanStepSchema,
    async (input) => {
      await takeStep({ mall, actor, now }, plan, input);
      if (input.step === 'plan') await takeDueEffect(mall, now);
      if (input.step === 'give-up') return redirect(here);
      const search = new URL(request.url).searchParams;
      search.delete('unit');
      search.delete('page');
      return redirect(`${here}/plan/${plan}${search.size > 0 ? `?${search}` : ''}${input.step === 'move' ? '#plan' : ''}`);
    },
    planStepOf(form),
  );
});

/** A plan of grids: what it comes to, the level to pick on, what moves, and the day. */
export default function GridPlanRoute() {
  const view = useLoaderData<typeof loader>();
  const { base, plan, steps, level, levels, plan2d, today, first, split } = view;
  const { t } = useTranslation('grids');
  const { formatDay } = useFormats();
  const errors = useFormErrors(useActionData(), 'grids');
  const picks = usePicks(view.picked, plan.version);
  const editable = steps.includes('change');
  const day = plan.effectOn ? formatDay(plan.effectOn, { today }) : '';
  return (
    <>
      <BackBar to={base} title={t('plan.title')} />
      <PageTitle lead={first ? t('plan.lead-first') : t('plan.lead')}>{t('plan.title')}</PageTitle>
      <div className="pad">
        <FormErrorSummary errors={errors} labels={{ day: t('plan.day'), ...Object.fromEntries(split.map(({ id, number }) => [apartField(id), t('plan.why', { number })])), numbers: t('pick.numbers'), to: t('pick.to'), unit: t('pick.booths') }} />
      </div>
      {plan.state === 'planned' && <Strip tone="news" icon="calendar-time" title={t('list.planned', { day })} />}
      {plan.state === 'filling' && <Strip tone="news" icon="clock" title={t('list.filling')} />}
      {plan.state === 'in-effect' && <Strip tone="ok" icon="check" title={t('plan.in-effect', { day })} />}
      {plan.state === 'cancelled' && <Strip tone="warn" title={t('plan.cancelled')} />}
      <div className={styles.columns}>
        <div>
          <PickPlan level={level} levels={levels} plan={plan2d} picks={picks} editable={editable} />
          {editable && <PickForm view={view} picks={picks} errors={errors} />}
        </div>
        <div>
          <Section near>
            <SectionHead under={t('plan.mean', view.band)}>{t('plan.grids')}</SectionHead>
            <PlanGrids view={view} />
          </Section>
          <PlanSteps view={view} errors={errors} />
        </div>
      </div>
      {view.moves && <PlanMoves moves={view.moves} first={first} level={level._id} />}
    </>
  );
}
