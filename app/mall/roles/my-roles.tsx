import { data, redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty, Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { signedIn } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { acceptAppointment, declineAppointment, getMallOfAppointment } from './appointing.server.ts';
import { getMineMall, listMine, type MyMall } from './mine.server.ts';
import { setReach } from './reach.server.ts';
import { MY_ROLES } from './places.ts';
import { ReachForm } from './reach-form.tsx';
import { AnswerSchema, ReachSchema, TieSchema } from './schema.ts';
import { declareTieAt } from './ties.server.ts';
import { useNames, useRole } from './term-line.tsx';

export const handle = { i18n: ['roles'], title: (t) => t('roles:title.mine') } satisfies PageHandle;

export const loader = signedIn(async ({ request, actor, now }) => ({ malls: await listMine(actor, now), done: new URL(request.url).searchParams.has('done') }));

const back = () => redirect(`${MY_ROLES}?done=1`);

export const action = signedIn(async ({ request, actor, now }) => {
  const form = await request.formData();
  const intent = form.get('intent');
  const inMall = async () => ({ mall: await getMineMall(actor, String(form.get('mall')), now), actor, now });
  if (intent === 'reach') {
    const days = form.getAll('days');
    const refused = await submitForm(form, ReachSchema, async (input) => setReach(await inMall(), input).then(back), { ...Object.fromEntries(form), days });
    return 'data' in refused ? data({ ...refused.data, values: { ...refused.data.values, days: days.join(',') } }, { status: 422 }) : refused;
  }
  if (intent === 'tie') return submitForm(form, TieSchema, async ({ number }) => declareTieAt(await inMall(), number).then(back));
  return submitForm(form, AnswerSchema, async ({ appointment, answer }) => {
    const doing = { mall: await getMallOfAppointment(actor.account, appointment, now), actor, now };
    await (answer === 'accept' ? acceptAppointment(doing, appointment) : declineAppointment(doing, appointment));
    return back();
  });
});

/** Whatever a volunteer has to say about her roles: yes or no, until when, how to be reached, what she steps aside for. */
export default function MyRolesRoute() {
  const { malls, done } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roles', 'common']);
  const errors = useFormErrors(useActionData<typeof action>(), 'roles');
  const language = useLanguage();
  return (
    <>
      <PageTitle lead={t('lead.mine')}>{t('title.mine')}</PageTitle>
      {done && <Strip tone="ok" title={t('reach.saved')} live />}
      {malls.length === 0 && <Empty title={t('mine.none')}>{t('mine.none-text')}</Empty>}
      {malls.map((mall) => (
        <div key={mall.id}>
          {malls.length > 1 && (
            <p className="pad strong">
              <bdi>{pickLocalized(mall.name, language)?.text}</bdi>
            </p>
          )}
          <Asked mall={mall} errors={errors} />
          <Terms mall={mall} />
          <Over mall={mall} />
          {mall.reach && <ReachForm mall={mall.id} reach={mall.reach} errors={ofForm(errors, 'reach', mall.id)} />}
          {mall.can.tie && <Ties mall={mall.id} errors={ofForm(errors, 'tie', mall.id)} />}
        </div>
      ))}
    </>
  );
}

/** The answer belongs to one of the page's forms; the others show nothing of it. */
function ofForm(errors: FormErrors, intent: string, mall: string): FormErrors {
  const { values } = errors.refusal ?? {};
  if (values?.intent === intent && values.mall === mall) return errors;
  return { refusal: undefined, errorOf: () => undefined, valueOf: (_, start) => start, all: [] };
}

function usePlace() {
  const { t } = useTranslation(['roles', 'common']);
  return (grid: number | null, level: string | null) => (grid !== null ? t('common:grid.named', { number: grid }) : t('place.level', { level: level ?? '' }));
}

function Asked({ mall, errors }: { mall: MyMall; errors: FormErrors }) {
  const { t } = useTranslation('roles');
  const { formatDay } = useFormats();
  const name = useNames();
  const role = useRole();
  const place = usePlace();
  if (mall.asked.length === 0) return null;
  const { today } = mall;
  return (
    <Section near>
      <SectionHead under={t('mine.decline-hint')}>{t('mine.asked')}</SectionHead>
      <Sheet list>
        {mall.asked.map((one) => (
          <Line key={one.id}>
            <p className="strong">{[role(one.role), place(one.grid, one.level), one.deputy && t('term.deputy')].filter(Boolean).join(' · ')}</p>
            <p>{[t('term.from', { day: formatDay(one.fromDay, { today }) }), t('term.until', { day: formatDay(one.toDay, { today }) })].join(' · ')}</p>
            <p className="small quiet">{t('asked.by', { name: name(one.by) })}</p>
            {errors.refusal?.values.appointment === one.id && <p role="alert">{errors.all[0]?.text}</p>}
            <Form method="post">
              <input type="hidden" name="appointment" value={one.id} />
              <Buttons>
                <Button look="main" icon="check" name="answer" value="accept">
                  {t('mine.accept')}
                </Button>
                <Button name="answer" value="decline">
                  {t('mine.decline')}
                </Button>
              </Buttons>
            </Form>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}

function Terms({ mall: { terms, slug, today, can } }: { mall: MyMall }) {
  const { t } = useTranslation('roles');
  const { formatDay } = useFormats();
  const name = useNames();
  const role = useRole();
  const place = usePlace();
  if (terms.length === 0) return null;
  return (
    <Section near>
      <SectionHead>{t('mine.terms')}</SectionHead>
      <Sheet list>
        {terms.map((term) => {
          const when = [term.fromDay && t('term.from', { day: formatDay(term.fromDay, { today }) }), t('term.until', { day: formatDay(term.toDay, { today }) }), term.deputyFor && t('term.deputy-for', { name: name(term.deputyFor) })];
          return (
            <LineLink key={term.id} icon="user-check" to={`${MY_ROLES}/${term.id}`} under={when.filter(Boolean).join(' · ')}>
              <b>{role(term.role)}</b> · {place(term.gridNumber, term.levelName)}
            </LineLink>
          );
        })}
        {can.oversee && (
          <LineLink icon="users" to={`/m/${slug}/manage/roles`}>
            {t('mine.ways-oversee')}
          </LineLink>
        )}
      </Sheet>
    </Section>
  );
}

/** What came to her from others, and what ended in the last month with its reason. */
function Over({ mall: { ended, handed, slug, today } }: { mall: MyMall }) {
  const { t } = useTranslation('roles');
  const { formatDay } = useFormats();
  const name = useNames();
  const role = useRole();
  const place = usePlace();
  return (
    <>
      {handed.length > 0 && (
        <Section>
          <SectionHead>{t('mine.handed')}</SectionHead>
          <Sheet list>
            {handed.map((one) => (
              <Line key={one.id}>
                <p>
                  {t('mine.handed-by', { name: name(one.from) })} · {place(one.gridNumber, null)}
                </p>
                {one.note && (
                  <p>
                    <q lang={one.note.language} dir="auto">
                      {one.note.words}
                    </q>
                  </p>
                )}
                <p className="small">
                  <Link to={`/m/${slug}/requests`}>{t('mine.ways-requests')}</Link> · <Link to={`/m/${slug}/visits`}>{t('mine.ways-visits')}</Link>
                </p>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      {ended.length > 0 && (
        <Section>
          <SectionHead>{t('mine.ended')}</SectionHead>
          <Sheet list>
            {ended.map((term) => (
              <Line key={term.id}>
                <p>
                  {role(term.role)} · {place(term.gridNumber, term.levelName)} · {formatDay(term.day, { today })}
                </p>
                {term.reason && (
                  <p>
                    {t('mine.ended-council')}{' '}
                    <q lang={term.reason.language} dir="auto">
                      {term.reason.words}
                    </q>
                  </p>
                )}
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}

function Ties({ mall, errors }: { mall: string; errors: FormErrors }) {
  const { t } = useTranslation('roles');
  return (
    <Section>
      <SectionHead under={t('tie.hint')}>{t('tie.title')}</SectionHead>
      <Sheet>
        <Line as="div">
          <KeptForm keep={`tie-${mall}`}>
            <input type="hidden" name="mall" value={mall} />
            <Fields plain>
              <Field name="number" label={t('tie.number')} dir="ltr" maxLength={20} defaultValue={errors.valueOf('number')} error={errors.errorOf('number')} />
              <Button name="intent" value="tie">
                {t('tie.button')}
              </Button>
              <Link to="/me/record/me">{t('tie.list')}</Link>
            </Fields>
          </KeptForm>
        </Line>
      </Sheet>
    </Section>
  );
}
