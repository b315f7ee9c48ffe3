import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { BackBar, Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Person } from '#app/components/person.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { forOperators, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { findMall } from '#app/platform/malls.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { Invitations } from '#models/invitation.server.ts';
import { endSlip, makeSlip, wakeSlip } from '../invitations/commands.server.ts';
import paperStyles from '../invitations/paper.module.css';
import { type Paper, paperOf } from '../invitations/paper.server.ts';
import { listWorkSlips, WORK_SLIPS } from '../invitations/queries.server.ts';
import { SlipLines } from '../invitations/slip-lines.tsx';
import { SlipPaper } from '../invitations/slip-paper.tsx';
import { listOfficers } from './queries.server.ts';
import { MallActSchema } from './schema.ts';

export const handle = { i18n: ['house', 'members'], title: (t) => t('house:mall.title'), bar: 'own' } satisfies PageHandle;

async function getMall(slug: string | undefined, now: Date) {
  const mall = await findMall(String(slug), now);
  if (!mall) throw notFound();
  return mall;
}

export const loader = forOperators(async ({ params, now }) => {
  const mall = await getMall(params.mall, now);
  const [officers, slips] = await Promise.all([listOfficers(mall._id, now), listWorkSlips(mall._id, now)]);
  return { slug: mall.slug, name: mall.name, zone: mall.zone, officers, slips, now };
});

export const action = forOperators(async ({ request, params, actor, now }) =>
  submitForm(await request.formData(), MallActSchema, async (input) => {
    const mall = await getMall(params.mall, now);
    const by = { account: actor.account, role: 'operator' };
    if (input.intent === 'invite') {
      // Only the first: from then on the association appoints its officers itself.
      if ((await listOfficers(mall._id, now)).length > 0) throw new Refusal('house:refused.has-officer');
      const slip = await makeSlip(by, { as: 'officer', mall: mall._id }, now);
      return { paper: paperOf({ slip, as: 'officer', mall: mall.name, place: mall.name }, [detectLanguage(request)]) };
    }
    if (input.intent === 'wake') {
      const slip = await Invitations.findOne({ _id: input.slip, mall: mall._id, as: { $in: WORK_SLIPS } }).lean();
      if (!slip) throw new Refusal('form.changed-meanwhile');
      await wakeSlip(actor, slip, now);
    } else await endSlip(by, mall._id, input.slip, now);
    return redirect(`/house/malls/${mall.slug}`);
  }),
);

/** One mall as its operator sees it: who its officers are, and the first one's slip. Nothing of what is in it. */
export default function HouseMallRoute() {
  const { slug, name, zone, officers, slips, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'house');
  const { t } = useTranslation(['house', 'members']);
  const language = useLanguage();
  const { formatDate } = useFormats();
  const paper = !isRefusal(answer) && answer ? (answer as { paper: Paper }).paper : null;
  return (
    <>
      <BackBar to="/house" title={t('mall.title')} />
      <PageTitle lead={<bdi dir="ltr">/m/{slug}</bdi>}>
        <bdi>{pickLocalized(name, language)?.text}</bdi>
      </PageTitle>
      <FormErrorSummary errors={errors} />
      <Section near>
        <Sheet list>
          <LineLink to={`/m/${slug}/map`} icon="map-2">
            {t('mall.map')}
          </LineLink>
          <LineLink to={`/m/${slug}/manage`} icon="settings" under={t('mall.manage-hint')}>
            {t('mall.manage')}
          </LineLink>
        </Sheet>
      </Section>
      <Section>
        <SectionHead under={t('mall.officers-hint')}>{t('mall.officers')}</SectionHead>
        <Sheet list>
          {officers.length === 0 && <li className="pad quiet">{t('mall.no-officer')}</li>}
          {officers.map(({ membership, names, since }) => (
            <Line key={membership}>
              <Person name={pickLocalized(names, language)?.text ?? ''} line={t('members:shop.since', { day: formatDate(since, { zone, now }) })} tone="us" />
            </Line>
          ))}
        </Sheet>
        {paper && (
          <div className={paperStyles.sheet}>
            <SlipPaper paper={paper} label={t('members:paper.qr')} />
          </div>
        )}
        <SlipLines slips={slips} />
        {officers.length === 0 && (
          <Form method="post" className="pad">
            <Button look="main" icon="user-plus" name="intent" value="invite">
              {t('mall.invite-officer')}
            </Button>
          </Form>
        )}
      </Section>
    </>
  );
}
