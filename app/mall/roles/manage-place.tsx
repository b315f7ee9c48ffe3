import { redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Person } from '#app/components/person.tsx';
import { Empty, Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { GRID_ROLES } from '#app/platform/actor.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { propose, takeBackAppointment } from './appointing.server.ts';
import { ProposeForm } from './propose-form.tsx';
import { getPlace, searchPeople, type TermCard } from './queries.server.ts';
import { daysLater } from './rules.ts';
import { ProposeSchema, TakeBackSchema } from './schema.ts';
import { TermLine, useNames, useRole } from './term-line.tsx';

export const handle = { i18n: ['roles'], title: (t) => t('roles:title.manage'), bar: 'own' } satisfies PageHandle;

/** A usual term, in days. */
const YEAR = 365;

export const loader = authorised({ can: 'roles:oversee' }, async ({ request, params, mall, actor, now }) => {
  const { grid, level } = params;
  const place = await getPlace({ mall, actor, now }, { grid, level });
  const asked = new URL(request.url).searchParams;
  const query = (asked.get('q') ?? '').slice(0, 60);
  const renewing = place.terms.find((term) => term.id === asked.get('renew') && !term.deputyFor);
  const from = renewing ? dayIn(daysLater(new Date(`${renewing.toDay}T12:00:00Z`), 1), 'UTC') : dayIn(now, mall.zone);
  const found = !place.can.appoint ? [] : renewing ? [{ account: renewing.account, names: renewing.names }] : await searchPeople(mall._id, query, now);
  return {
    ...place,
    query,
    found,
    start: { role: renewing?.role ?? asked.get('role') ?? place.vacant[0], from, to: dayIn(daysLater(new Date(`${from}T12:00:00Z`), YEAR), 'UTC') },
    base: `/m/${mall.slug}`,
    today: dayIn(now, mall.zone),
    done: asked.has('done'),
  };
});

export const action = authorised({ can: 'roles:oversee' }, async ({ request, params, mall, actor, now }) => {
  const form = await request.formData();
  const doing = { mall, actor, now };
  const { grid, level } = params;
  const back = redirect(`/m/${mall.slug}/manage/roles/${grid ?? `level/${level}`}?done=1`);
  if (form.get('intent') === 'take-back') {
    return submitForm(form, TakeBackSchema, async ({ appointment }) => {
      await takeBackAppointment(doing, appointment);
      return back;
    });
  }
  return submitForm(form, ProposeSchema, async (input) => {
    await propose(doing, grid ? { grid } : { level }, input);
    return back;
  });
});

/** A grid or a level: who holds what until when, who is asked, and a way to ask. */
export default function ManagePlaceRoute() {
  const { grid, level, terms, asked, can, query, found, start, base, today, done } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roles', 'common']);
  const errors = useFormErrors(useActionData<typeof action>(), 'roles');
  const name = useNames();
  const role = useRole();
  const language = useLanguage();
  const { formatDay } = useFormats();
  const title = grid ? t('common:grid.named', { number: grid.number }) : t('place.level', { level: level?.shortName });
  return (
    <>
      <BackBar to={`${base}/manage/roles`} title={t('title.manage')} />
      <PageTitle aside={grid ? <Patch {...grid} silent /> : undefined} lead={grid && <Link to={`${base}/roster/${grid._id}`}>{t('place.to-roster')}</Link>}>
        {title}
      </PageTitle>
      {done && <Strip tone="ok" title={t('common:state.saved')} live />}
      <Section near>
        <SectionHead>{t('place.who')}</SectionHead>
        {terms.length === 0 ? (
          <Sheet>
            <Empty title={t('place.nobody')} />
          </Sheet>
        ) : (
          <Sheet list>
            {terms.map((term) => (
              <TermLine key={term.id} term={term} today={today}>
                <Ways term={term} base={base} appoint={can.appoint} />
              </TermLine>
            ))}
          </Sheet>
        )}
      </Section>
      {asked.length > 0 && (
        <Section>
          <SectionHead>{t('asked.title')}</SectionHead>
          <Sheet list>
            {asked.map((one) => (
              <Line key={one.id}>
                <div className="stack-2">
                  <Person
                    name={pickLocalized(one.names, language)?.text ?? ''}
                    line={[role(one.role), one.deputy && t('term.deputy'), t('term.until', { day: formatDay(one.toDay, { today }) })].filter(Boolean).join(' · ')}
                  />
                  <p className="small quiet">{t('asked.by', { name: name(one.by) })}</p>
                  {can.appoint && (
                    <Form method="post">
                      <input type="hidden" name="appointment" value={one.id} />
                      <Button size="desk" name="intent" value="take-back">
                        {t('asked.take-back')}
                      </Button>
                    </Form>
                  )}
                </div>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      {can.appoint && <ProposeForm query={query} found={found} roles={grid ? GRID_ROLES : ['level-head']} start={start} errors={errors} />}
    </>
  );
}

function Ways({ term, base, appoint }: { term: TermCard; base: string; appoint: boolean }) {
  const { t } = useTranslation('roles');
  return (
    <div className="row">
      {appoint && term.ending && (
        <ButtonLink size="desk" to={`?renew=${term.id}#propose`}>
          {t('term.renew')}
        </ButtonLink>
      )}
      <ButtonLink size="desk" to={`${base}/manage/roles/term/${term.id}`}>
        {t('term.open')}
      </ButtonLink>
    </div>
  );
}
