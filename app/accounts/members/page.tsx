import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { BackBar, Line, LineFold, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Person } from '#app/components/person.tsx';
import { Tabs } from '#app/components/tabs.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { findShops } from '#app/mall/queries.server.ts';
import { ownedShopsIn } from '#app/platform/actor.ts';
import { authorised, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { Invitations } from '#models/invitation.server.ts';
import { endSlip, makeSlip, wakeSlip } from '../invitations/commands.server.ts';
import { Paper as KeptPaper } from '#app/components/paper.tsx';
import { type Paper, paperOf } from '../invitations/paper.server.ts';
import paperStyles from '../invitations/paper.module.css';
import { listOpenSlips } from '../invitations/queries.server.ts';
import { SlipLines } from '../invitations/slip-lines.tsx';
import { SlipPaper } from '../invitations/slip-paper.tsx';
import { confirmWaiting, endMembership, handOver } from './commands.server.ts';
import { canEnd, canManageMembers, canReceive } from './policy.ts';
import { listMembers } from './queries.server.ts';
import { MembersSchema } from './schema.ts';

export const handle = { i18n: ['members'], title: (t) => t('members:shop.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'shop:members' }, async ({ request, actor, mall, now }) => {
  const owned = ownedShopsIn(actor, mall._id);
  const asked = new URL(request.url).searchParams.get('shop');
  const merchant = asked && owned.includes(asked) ? asked : owned[0];
  const shops = [...(await findShops(mall._id, owned)).values()].map(({ merchant: id, names, unit }) => ({ id, names, unit: unit?.number ?? null }));
  if (!merchant) return { shops, shop: null, members: [], slips: [], zone: mall.zone, now };
  const [members, slips] = await Promise.all([listMembers(mall._id, merchant, now), listOpenSlips({ mall: mall._id, merchant, as: 'staff' }, now)]);
  const owners = members.filter(({ kind, waits }) => kind === 'owner' && !waits).length;
  return {
    shops,
    shop: merchant,
    slips,
    zone: mall.zone,
    now,
    members: members.map((member) => ({
      ...member,
      you: member.account === actor.account,
      can: { end: canEnd(actor, member, owners), receive: canReceive(member), confirm: member.waits && member.account !== actor.account },
    })),
  };
});

export const action = authorised({ can: 'shop:members' }, async ({ request, actor, mall, now }) =>
  submitForm(await request.formData(), MembersSchema, async (input) => {
    const { merchant, intent } = input;
    if (!canManageMembers(actor, mall._id, merchant)) throw notFound();
    const doing = { actor, mall, now };
    const by = { account: actor.account, role: 'owner' };
    if (intent === 'invite') {
      const slip = await makeSlip(by, { as: 'staff', mall: mall._id, merchant }, now);
      const shop = (await findShops(mall._id, [merchant])).get(merchant);
      return { paper: paperOf({ slip, as: 'staff', mall: mall.name, place: shop?.names ?? {}, unit: shop?.unit?.number }, [detectLanguage(request)]) };
    }
    if (intent === 'wake') {
      const slip = await Invitations.findOne({ _id: input.slip, mall: mall._id, merchant, as: 'staff' }).lean();
      if (!slip) throw new Refusal('form.changed-meanwhile');
      await wakeSlip(actor, slip, now);
    }
    if (intent === 'end-slip') await endSlip(by, mall._id, input.slip, now);
    if (intent === 'confirm') await confirmWaiting(doing, merchant, input.membership);
    if (intent === 'end') await endMembership(doing, merchant, input.membership);
    if (intent === 'hand-over') await handOver(doing, merchant, input.membership);
    return redirect(`/m/${mall.slug}/members?shop=${merchant}`);
  }),
);

type View = ReturnType<typeof useLoaderData<typeof loader>>;

/** Who belongs to the shop, for its owners alone: invite, end, hand over; everybody concerned is told. */
export default function MembersRoute() {
  const { shops, shop, members, slips, zone, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'members');
  const { t } = useTranslation('members');
  const language = useLanguage();
  const paper = !isRefusal(answer) && answer ? (answer as { paper: Paper }).paper : null;
  return (
    <>
      <BackBar to="/me" title={t('shop.title')} />
      <PageTitle lead={t('shop.lead')}>{t('shop.title')}</PageTitle>
      <FormErrorSummary errors={errors} />
      {shops.length > 1 && (
        <div className="pad">
          <Tabs label={t('shop.which')} tabs={shops.map(({ id, names, unit }) => ({ key: id, to: `?shop=${id}`, current: id === shop, label: <bdi>{pickLocalized(names, language)?.text}</bdi>, under: unit ? <bdi>{unit}</bdi> : undefined }))} />
        </div>
      )}
      {!shop && <p className="pad quiet">{t('shop.not-owner')}</p>}
      {shop && (
        <>
          <Section near>
            <Sheet list>
              {members.map((member) => (
                <Member key={member.membership} member={member} shop={shop} zone={zone} now={now} />
              ))}
            </Sheet>
          </Section>
          <Section>
            <SectionHead under={t('shop.invite-hint')}>{t('shop.invite')}</SectionHead>
            {paper && (
              <KeptPaper>
                <div className={paperStyles.sheet}>
                  <SlipPaper paper={paper} label={t('paper.qr')} />
                </div>
              </KeptPaper>
            )}
            <SlipLines slips={slips} hidden={{ merchant: shop }} />
            <Form method="post" className="pad">
              <input type="hidden" name="intent" value="invite" />
              <input type="hidden" name="merchant" value={shop} />
              <Button icon="user-plus">{t('shop.make-slip')}</Button>
            </Form>
          </Section>
        </>
      )}
    </>
  );
}

function Member({ member, shop, zone, now }: { member: View['members'][number]; shop: string; zone: string; now: Date }) {
  const { t } = useTranslation('members');
  const language = useLanguage();
  const { formatDate } = useFormats();
  const { names, kind, since, waits, you, can, membership } = member;
  const name = pickLocalized(names, language)?.text ?? '';
  const hidden = (
    <>
      <input type="hidden" name="merchant" value={shop} />
      <input type="hidden" name="membership" value={membership} />
    </>
  );
  return (
    <Line>
      <Person name={name} tone={you ? 'you' : 'other'} line={`${t(`kind.${kind}`)} · ${t('shop.since', { day: formatDate(since, { zone, now }) })}`} />
      {waits && <Mark state="turn">{t('shop.waits')}</Mark>}
      {can.confirm && (
        <Form method="post">
          {hidden}
          <Button look="main" name="intent" value="confirm">
            {t('shop.confirm')}
          </Button>
        </Form>
      )}
      {can.receive && (
        <LineFold title={t('shop.hand-over')}>
          <Form method="post">
            {hidden}
            <CheckboxLine name="sure" value="yes">
              {t('shop.hand-over-sure', { name })}
            </CheckboxLine>
            <Button name="intent" value="hand-over">
              {t('shop.hand-over')}
            </Button>
          </Form>
        </LineFold>
      )}
      {can.end && (
        <Form method="post">
          {hidden}
          <Button size="desk" name="intent" value="end">
            {you ? t('shop.leave') : t('shop.end')}
          </Button>
        </Form>
      )}
    </Line>
  );
}
