import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields, Select } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, LineFold, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Person } from '#app/components/person.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { byLanguage } from '#app/platform/form-fields.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { Invitations } from '#models/invitation.server.ts';
import { endSlip, makeSlip, wakeSlip } from '../invitations/commands.server.ts';
import paperStyles from '../invitations/paper.module.css';
import { type Paper, paperOf } from '../invitations/paper.server.ts';
import { SlipLines } from '../invitations/slip-lines.tsx';
import { SlipPaper } from '../invitations/slip-paper.tsx';
import { NamesFields } from '#app/components/names-fields.tsx';
import { addPartner, endPartner, endPartnerAccount } from './commands.server.ts';
import { listPartners, type PartnerCard } from './queries.server.ts';
import { KINDS, PartnerActSchema } from './schema.ts';

export const handle = { i18n: ['members'], title: (t) => t('members:partners.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ mall, now }) => ({ back: `/m/${mall.slug}/manage/members`, partners: await listPartners(mall._id, now), zone: mall.zone, now }));

export const action = authorised({ can: 'mall:manage' }, async ({ request, actor, mall, now }) =>
  submitForm(await request.formData(), PartnerActSchema, async (input) => {
    const doing = { actor, mall, now };
    const by = { account: actor.account, role: 'officer' };
    if (input.intent === 'add') await addPartner(doing, { kind: input.kind, names: byLanguage('name', input), contact: input.contact || undefined });
    if (input.intent === 'end') await endPartner(doing, input.partner);
    if (input.intent === 'end-account') await endPartnerAccount(doing, input.membership);
    if (input.intent === 'end-slip') await endSlip(by, mall._id, input.slip, now);
    if (input.intent === 'wake') {
      const slip = await Invitations.findOne({ _id: input.slip, mall: mall._id, as: 'partner' }).lean();
      if (!slip) throw new Refusal('form.changed-meanwhile');
      await wakeSlip(actor, slip, now);
    }
    if (input.intent === 'invite') {
      const partner = (await listPartners(mall._id, now)).find(({ id }) => id === input.partner);
      if (!partner) throw new Refusal('form.changed-meanwhile');
      const slip = await makeSlip(by, { as: 'partner', mall: mall._id, partner: partner.id }, now);
      return { paper: paperOf({ slip, as: 'partner', mall: mall.name, place: partner.names }, [detectLanguage(request)]) };
    }
    return redirect(`/m/${mall.slug}/manage/members/partners`);
  }),
);

/** Whom the association asks for help from outside: property management, contractors, a clinic, advisers. */
export default function PartnersRoute() {
  const { back, partners, zone, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'members');
  const { t } = useTranslation('members');
  const paper = !isRefusal(answer) && answer ? (answer as { paper: Paper }).paper : null;
  return (
    <>
      <BackBar to={back} title={t('partners.title')} />
      <PageTitle lead={t('partners.lead')}>{t('partners.title')}</PageTitle>
      <FormErrorSummary errors={errors} labels={{ 'name-zh': t('partners.name'), kind: t('partners.kind') }} />
      {paper && (
        <div className={paperStyles.sheet}>
          <SlipPaper paper={paper} label={t('paper.qr')} />
        </div>
      )}
      <Section near>
        {partners.length === 0 && <p className="pad quiet">{t('partners.none')}</p>}
        <Sheet>
          {partners.map((partner) => (
            <PartnerFold key={partner.id} partner={partner} zone={zone} now={now} />
          ))}
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('partners.add')}</SectionHead>
        <KeptForm>
          <Fields>
            <input type="hidden" name="intent" value="add" />
            <Select name="kind" label={t('partners.kind')} error={errors.errorOf('kind')} defaultValue={errors.valueOf('kind', 'property')}>
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`partner-kind.${kind}`)}
                </option>
              ))}
            </Select>
            <NamesFields label={t('partners.name')} errors={errors} />
            <Field name="contact" label={t('partners.contact')} hint={t('partners.contact-hint')} optional dir="auto" autoComplete="off" error={errors.errorOf('contact')} defaultValue={errors.valueOf('contact')} />
            <Button look="main" icon="plus">
              {t('partners.add')}
            </Button>
          </Fields>
        </KeptForm>
      </Section>
    </>
  );
}

function PartnerFold({ partner, zone, now }: { partner: PartnerCard; zone: string; now: Date }) {
  const { t } = useTranslation('members');
  const language = useLanguage();
  const { formatDate } = useFormats();
  const { id, kind, names, contact, accounts, slips } = partner;
  return (
    <LineFold title={<bdi>{pickLocalized(names, language)?.text}</bdi>} under={t(`partner-kind.${kind}`)} icon="truck-loading" open={slips.length > 0}>
      {contact && (
        <p>
          {t('partners.contact')}: <bdi>{contact}</bdi>
        </p>
      )}
      {accounts.map(({ membership, names: who, since }) => (
        <Form key={membership} method="post" className="row">
          <input type="hidden" name="membership" value={membership} />
          <span className="grow">
            <Person name={pickLocalized(who, language)?.text ?? ''} line={t('shop.since', { day: formatDate(since, { zone, now }) })} />
          </span>
          <Button size="desk" name="intent" value="end-account">
            {t('partners.end-account')}
          </Button>
        </Form>
      ))}
      {accounts.length === 0 && <p className="quiet small">{t('partners.no-account')}</p>}
      <SlipLines slips={slips} />
      <Form method="post" className="row">
        <input type="hidden" name="partner" value={id} />
        <Button size="desk" icon="user-plus" name="intent" value="invite">
          {t('partners.invite')}
        </Button>
        <Button size="desk" look="danger" name="intent" value="end">
          {t('partners.end')}
        </Button>
      </Form>
    </LineFold>
  );
}
