import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Field, Fields } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Person } from '#app/components/person.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { forOperators, notFound } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { Invitations } from '#models/invitation.server.ts';
import { endSlip, makeSlip, wakeSlip } from '../invitations/commands.server.ts';
import paperStyles from '../invitations/paper.module.css';
import { type Paper, paperOf } from '../invitations/paper.server.ts';
import { listOpenSlips } from '../invitations/queries.server.ts';
import { SlipLines } from '../invitations/slip-lines.tsx';
import { SlipPaper } from '../invitations/slip-paper.tsx';
import { endOfficial, nameOfficial } from './commands.server.ts';
import { listOffices, listOfficials } from './queries.server.ts';
import { OfficeActSchema } from './schema.ts';

export const handle = { i18n: ['house', 'members'], title: (t) => t('house:offices.title'), bar: 'own' } satisfies PageHandle;

async function getOffice(id: string | undefined) {
  const office = (await listOffices()).find((each) => each.id === id);
  if (!office) throw notFound();
  return office;
}

export const loader = forOperators(async ({ params, now }) => {
  const office = await getOffice(params.office);
  const [officials, slips] = await Promise.all([listOfficials(office.id, now), listOpenSlips({ as: 'official', office: office.id }, now)]);
  return { office, officials, slips, now };
});

export const action = forOperators(async ({ request, params, actor, now }) =>
  submitForm(await request.formData(), OfficeActSchema, async (input) => {
    const office = await getOffice(params.office);
    const by = { account: actor.account, role: 'operator' };
    if (input.intent === 'invite') {
      const slip = await makeSlip(by, { as: 'official', office: office.id }, now);
      return { paper: paperOf({ slip, as: 'official', mall: office.name, place: office.name }, [detectLanguage(request)]) };
    }
    if (input.intent === 'name') await nameOfficial(actor, office.id, input.username, now);
    if (input.intent === 'end') await endOfficial(actor, office.id, input.membership, now);
    if (input.intent === 'end-slip') await endSlip(by, undefined, input.slip, now);
    if (input.intent === 'wake') {
      const slip = await Invitations.findOne({ _id: input.slip, office: office.id, as: 'official' }).lean();
      if (!slip) throw new Refusal('form.changed-meanwhile');
      await wakeSlip(actor, slip, now);
    }
    return redirect(`/house/offices/${office.id}`);
  }),
);

/** One office and its officials. Nobody who holds a role in a mall under it can be named. */
export default function HouseOfficeRoute() {
  const { office, officials, slips, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'house');
  const { t } = useTranslation(['house', 'members']);
  const language = useLanguage();
  const { formatDate } = useFormats();
  const paper = !isRefusal(answer) && answer ? (answer as { paper: Paper }).paper : null;
  return (
    <>
      <BackBar to="/house/offices" title={t('offices.title')} />
      <PageTitle lead={t(`level.${office.level}`)}>
        <bdi>{pickLocalized(office.name, language)?.text}</bdi>
      </PageTitle>
      <FormErrorSummary errors={errors} labels={{ username: t('office.user-name') }} />
      <Section near>
        <SectionHead>{t('office.officials')}</SectionHead>
        <Sheet list>
          {officials.length === 0 && <li className="pad quiet">{t('office.none')}</li>}
          {officials.map(({ membership, names, since }) => (
            <Line key={membership}>
              <Form method="post" className="row">
                <input type="hidden" name="membership" value={membership} />
                <span className="grow">
                  <Person name={pickLocalized(names, language)?.text ?? ''} line={t('members:shop.since', { day: formatDate(since, { zone: 'Asia/Urumqi', now }) })} />
                </span>
                <Button size="desk" name="intent" value="end">
                  {t('office.end')}
                </Button>
              </Form>
            </Line>
          ))}
        </Sheet>
      </Section>
      <Section>
        <SectionHead under={t('office.name-hint')}>{t('office.name')}</SectionHead>
        <KeptForm>
          <Fields>
            <input type="hidden" name="intent" value="name" />
            <Field name="username" label={t('office.user-name')} error={errors.errorOf('username')} defaultValue={errors.valueOf('username')} dir="ltr" autoComplete="off" autoCapitalize="none" spellCheck={false} />
            <Button look="main">{t('office.name')}</Button>
          </Fields>
        </KeptForm>
        {paper && (
          <div className={paperStyles.sheet}>
            <SlipPaper paper={paper} label={t('members:paper.qr')} />
          </div>
        )}
        <SlipLines slips={slips} />
        <Form method="post" className="pad">
          <Button icon="user-plus" name="intent" value="invite">
            {t('office.invite')}
          </Button>
        </Form>
      </Section>
    </>
  );
}
