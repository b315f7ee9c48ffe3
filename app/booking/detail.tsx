import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { DefinitionList } from '#app/components/facts.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FoldedAct } from '#app/components/folded-act.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Dock, LineFold, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { useProgramName } from '#app/components/program-name.ts';
import { Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { offersProgram } from '#app/platform/mall-settings.ts';
import { bookPlace, callNext, callOff, giveUpPlace, noteHeads } from './commands.server.ts';
import { canPlan } from './policy.ts';
import { getOccasion } from './queries.server.ts';
import { ActSchema } from './schema.ts';
import { useWhen } from './when.tsx';

export const handle = { i18n: ['booking'], title: (t) => t('booking:detail.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'booking:book' }, async ({ mall, actor, params, now }) => {
  const occasion = await getOccasion(mall._id, actor, String(params.occasion), now);
  const mayPlan = canPlan(actor, mall._id);
  if (!offersProgram(mall, occasion.program) && !occasion.mine && !mayPlan) throw notFound();
  return { base: `/m/${mall.slug}`, zone: mall.zone, now, mayPlan, occasion };
});

export const action = authorised({ can: 'booking:book' }, async ({ request, mall, actor, params, now }) => {
  const id = String(params.occasion);
  const doing = { mall, actor, now };
  return submitForm(await request.formData(), ActSchema, async (input) => {
    if (input.intent === 'book') await bookPlace(doing, id);
    else if (input.intent === 'give-up') await giveUpPlace(doing, id);
    else if (input.intent === 'call-off') await callOff(doing, id);
    else if (input.intent === 'call') await callNext(doing, id, input);
    else await noteHeads(doing, id, input);
    return redirect(`/m/${mall.slug}/booking/${id}`);
  });
});

/** What it is, when and where, how many places are left, and one button. */
export default function OccasionRoute() {
  const { base, zone, now, mayPlan, occasion } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['booking', 'common']);
  const language = useLanguage();
  const { formatNumber } = useFormats();
  const when = useWhen(zone, now);
  const nameOf = useProgramName();
  const errors = useFormErrors(useActionData(), 'booking');
  const about = pickLocalized(occasion.about, language);
  const room = occasion.room && pickLocalized(occasion.room, language)?.text;
  const facts = [
    { key: 'when', label: t('detail.when'), value: when(occasion.startsAt, occasion.endsAt) },
    ...(room ? [{ key: 'where', label: t('detail.where'), value: <bdi>{room}</bdi> }] : []),
    { key: 'program', label: t('detail.program'), value: nameOf(occasion.program) },
    { key: 'places', label: t('detail.places'), value: <Num>{t('detail.of', { held: formatNumber(occasion.held), places: formatNumber(occasion.places) })}</Num> },
    ...(occasion.waiting > 0 ? [{ key: 'waiting', label: t('detail.waiting'), value: <Num>{formatNumber(occasion.waiting)}</Num> }] : []),
    ...(occasion.heads === undefined ? [] : [{ key: 'heads', label: t('detail.heads'), value: <Num>{formatNumber(occasion.heads)}</Num> }]),
    { key: 'cost', label: t('detail.cost'), value: t('detail.nothing') },
    { key: 'sees', label: t('common:state.who-can-see'), value: t('detail.nobody-sees') },
  ];
  return (
    <>
      <BackBar to={`${base}/booking`} title={t('detail.title')} />
      <PageTitle lead={about && <bdi lang={about.language}>{about.text}</bdi>}>
        <bdi>{pickLocalized(occasion.names, language)?.text}</bdi>
      </PageTitle>
      <FormErrorSummary errors={errors} labels={{ heads: t('detail.heads') }} />
      <Standing />
      <Section near>
        <div className="pad">
          <DefinitionList facts={facts} />
        </div>
      </Section>
      {mayPlan && <Planning />}
      <Place />
    </>
  );
}

/** Where one stands, said before anything else. */
function Standing() {
  const { occasion } = useLoaderData<typeof loader>();
  const { t } = useTranslation('booking');
  if (occasion.calledOff) return <Strip tone="bad" icon="x" title={t('standing.called-off')} />;
  if (occasion.mine === 'held') return <Strip tone="ok" icon="check" title={t('standing.held')}>{occasion.turn && <b>{t('standing.turn', { turn: occasion.turn })} </b>}{t('standing.reminder')}</Strip>;
  if (occasion.mine === 'waiting') return <Strip tone="turn" icon="clock" title={t('standing.waiting', { count: occasion.before ?? 0 })}>{t('standing.moves-up')}</Strip>;
  return null;
}

function Place() {
  const { occasion } = useLoaderData<typeof loader>();
  const { t } = useTranslation('booking');
  const sending = useNavigation().state === 'submitting';
  if (occasion.mine && !occasion.over) {
    return (
      <Form method="post">
        <Dock note={t('detail.give-up-note')}>
          <Button size="thumb" wide name="intent" value="give-up" disabled={sending}>
            {t('detail.give-up')}
          </Button>
        </Dock>
      </Form>
    );
  }
  if (!occasion.next) return occasion.closed && !occasion.calledOff ? <Strip tone="news" icon="info-circle" title={t(`refused.${occasion.closed}`)} /> : null;
  return (
    <Form method="post">
      <Dock note={occasion.next === 'waiting' ? t('detail.wait-note') : undefined}>
        <Button look="main" size="thumb" wide icon="check" name="intent" value="book" disabled={sending}>
          {t(`detail.take-${occasion.next}`)}
        </Button>
      </Dock>
    </Form>
  );
}

/** For officers: call it off before, count heads after. */
function Planning() {
  const { occasion } = useLoaderData<typeof loader>();
  const { t } = useTranslation('booking');
  const errors = useFormErrors(useActionData(), 'booking');
  if (occasion.calledOff) return null;
  return (
    <Section>
      <Sheet>
        {occasion.begun && !occasion.over && <Calling />}
        {occasion.begun ? (
          <LineFold icon="users" title={t('plan.heads')} open={Boolean(errors.errorOf('heads'))}>
            <KeptForm>
              <Fields plain>
                <input type="hidden" name="version" value={occasion.version} />
                <Field name="heads" type="number" inputMode="numeric" min={0} label={t('plan.heads-label')} hint={t('plan.heads-hint')} defaultValue={errors.valueOf('heads', String(occasion.heads ?? ''))} error={errors.errorOf('heads')} />
                <div>
                  <Button name="intent" value="heads">
                    {t('plan.heads-save')}
                  </Button>
                </div>
              </Fields>
            </KeptForm>
          </LineFold>
        ) : (
          <FoldedAct icon="x" title={t('plan.call-off')} note={t('plan.call-off-note')} intent="call-off" version={occasion.version} />
        )}
      </Sheet>
    </Section>
  );
}

/** The next number, on the screen in the hall too. */
function Calling() {
  const { occasion } = useLoaderData<typeof loader>();
  const { t } = useTranslation('booking');
  const sending = useNavigation().state === 'submitting';
  return (
    <Form method="post" className="pad">
      <input type="hidden" name="version" value={occasion.version} />
      <p>
        {t('plan.called')}: <Num>{occasion.called ?? '–'}</Num>
      </p>
      <Button name="intent" value="call" disabled={sending}>
        {t('plan.call-next')}
      </Button>
    </Form>
  );
}
