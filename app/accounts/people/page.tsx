import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Field, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Person } from '#app/components/person.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { canAppoint } from '#app/mall/policy.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { Invitations } from '#models/invitation.server.ts';
import { listOfficers } from '../house/queries.server.ts';
import { endSlip, makeSlip, wakeSlip } from '../invitations/commands.server.ts';
import { type Paper, paperOf } from '../invitations/paper.server.ts';
import paperStyles from '../invitations/paper.module.css';
import { listNewcomers, listWorkSlips, WORK_SLIPS } from '../invitations/queries.server.ts';
import { SlipLines } from '../invitations/slip-lines.tsx';
import { SlipPaper } from '../invitations/slip-paper.tsx';
import { endPost, givePost } from './commands.server.ts';
import { PeopleActSchema, POSTS } from './schema.ts';

export const handle = { i18n: ['people', 'members'], title: (t) => t('people:title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, actor, now }) => {
  const [officers, slips, newcomers] = await Promise.all([listOfficers(mall._id, now), listWorkSlips(mall._id, now), listNewcomers(mall._id, now)]);
  return {
    base: `/m/${mall.slug}/manage`,
    officers: officers.map(({ account, ...officer }) => ({ ...officer, me: account === actor.account })),
    slips: slips.map(({ by, ...slip }) => ({ ...slip, mine: by === actor.account })),
    newcomers,
    mayAppoint: canAppoint(actor, mall._id),
    zone: mall.zone,
    now,
  };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) =>
  submitForm(await request.formData(), PeopleActSchema, async (input) => {
    if (!canAppoint(actor, mall._id)) throw notFound();
    const doing = { mall, actor, now };
    const by = { account: actor.account, role: 'officer' };
    if (input.intent === 'invite-officer' || input.intent === 'invite-volunteer') {
      const as = input.intent === 'invite-officer' ? 'officer' : 'volunteer';
      const slip = await makeSlip(by, { as, mall: mall._id }, now);
      return { paper: paperOf({ slip, as, mall: mall.name, place: mall.name }, [detectLanguage(request)]) };
    }
    if (input.intent === 'wake') {
      const slip = await Invitations.findOne({ _id: input.slip, mall: mall._id, as: { $in: WORK_SLIPS } }).lean();
      if (!slip) throw new Refusal('form.changed-meanwhile');
      await wakeSlip(actor, slip, now);
    }
    if (input.intent === 'end-slip') await endSlip(by, mall._id, input.slip, now);
    if (input.intent === 'give') await givePost(doing, input.username, input.post);
    if (input.intent === 'end-post') await endPost(doing, input.membership);
    return redirect(`/m/${mall.slug}/manage/people`);
  }),
);

/** Who works for the association: its officers, and how somebody without an account comes to be one, or a volunteer. */
export default function PeopleRoute() {
  const { base, slips, newcomers, mayAppoint, zone, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'people');
  const { t } = useTranslation(['people', 'members']);
  const language = useLanguage();
  const { formatDate } = useFormats();
  const paper = !isRefusal(answer) && answer ? (answer as { paper: Paper }).paper : null;
  return (
    <>
      <BackBar to={base} title={t('title')} />
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <FormErrorSummary errors={errors} labels={{ username: t('give.username'), post: t('give.post') }} />
      {paper && (
        <div className={paperStyles.sheet}>
          <SlipPaper paper={paper} label={t('members:paper.qr')} />
        </div>
      )}
      <Officers />
      {mayAppoint && (
        <Section>
          <SectionHead under={t('slips.hint')}>{t('slips.title')}</SectionHead>
          <SlipLines slips={slips} />
          <Form method="post" className="pad">
            <Buttons>
              <Button size="desk" icon="user-plus" name="intent" value="invite-volunteer">
                {t('slips.volunteer')}
              </Button>
              <Button size="desk" icon="user-plus" name="intent" value="invite-officer">
                {t('slips.officer')}
              </Button>
            </Buttons>
          </Form>
        </Section>
      )}
      {newcomers.length > 0 && (
        <Section>
          <SectionHead under={t('newcomers.hint')}>{t('newcomers.title')}</SectionHead>
          <Sheet list>
            {newcomers.map(({ id, names, since }) => (
              <Line key={id}>
                <Person name={pickLocalized(names, language)?.text ?? ''} line={formatDate(since, { zone, now })} />
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
      {mayAppoint && <GivePost />}
    </>
  );
}

function Officers() {
  const { officers, mayAppoint, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['people', 'members']);
  const language = useLanguage();
  const { formatDate } = useFormats();
  return (
    <Section near>
      <SectionHead under={t('officers.hint')}>{t('officers.title')}</SectionHead>
      <Sheet list>
        {officers.map(({ membership, names, since, post, me }) => (
          <Line key={membership}>
            <Form method="post" className="row">
              <input type="hidden" name="membership" value={membership} />
              <span className="grow">
                <Person name={pickLocalized(names, language)?.text ?? ''} line={`${t(`post.${post}`)} · ${t('members:shop.since', { day: formatDate(since, { zone, now }) })}`} tone={me ? 'you' : 'us'} />
              </span>
              {mayAppoint && (
                <Button size="desk" name="intent" value="end-post">
                  {t(me ? 'officers.leave' : 'officers.end')}
                </Button>
              )}
            </Form>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}

function GivePost() {
  const { t } = useTranslation('people');
  const { errorOf, valueOf } = useFormErrors(useActionData<typeof action>(), 'people');
  return (
    <Section>
      <SectionHead under={t('give.hint')}>{t('give.title')}</SectionHead>
      <KeptForm keep="give">
        <Fields>
          <Field name="username" label={t('give.username')} dir="ltr" autoCapitalize="none" spellCheck={false} autoComplete="off" defaultValue={valueOf('username')} error={errorOf('username')} />
          <Select name="post" label={t('give.post')} defaultValue={valueOf('post', 'council')} error={errorOf('post')}>
            {POSTS.map((post) => (
              <option key={post} value={post}>
                {t(`post.${post}`)}
              </option>
            ))}
          </Select>
          <div>
            <Button look="main" name="intent" value="give">
              {t('give.save')}
            </Button>
          </div>
        </Fields>
      </KeptForm>
    </Section>
  );
}
