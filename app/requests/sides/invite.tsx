import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons, ButtonLink } from '#app/components/button.tsx';
import { DefinitionList } from '#app/components/facts.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Dock, Narrow, PageTitle, Says, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { drawQr } from '#app/mall/codes/qr.server.ts';
import { authorised, requireAsked } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { getRequestDetail } from '../detail.server.ts';
import { MOST_WORDS } from '../limits.ts';
import { spokenCode } from '../numbers.ts';
import { screenLanguage, wordsOf } from '../reading.server.ts';
import { SlipButton } from '../slip-button.tsx';
import { inviteOther } from './commands.server.ts';
import { InviteSchema } from './schema.ts';

export const handle = { i18n: ['sides', 'requests'], title: (t) => t('sides:invite.title'), bar: 'own', tabs: false } satisfies PageHandle;

export const loader = authorised({ can: 'requests:read' }, async (context) => {
  const { params, mall, actor, now } = context;
  const detail = await getRequestDetail(actor, mall, String(params.number), now);
  // She has answered meanwhile, or it is no matter between two: the request says how it stands.
  if (!detail.can.inviteOther) throw redirect(`/m/${mall.slug}/requests/${detail.number}`);
  requireAsked(context, detail.number);
  return { number: detail.number, again: detail.stage === 'other-invited', asker: detail.sides?.asker ?? {}, shop: detail.shop?.names ?? null, mall: mall.name, base: `/m/${mall.slug}/requests` };
});

/** The code is in the answer itself and shown once; making another one shuts the one before. */
export const action = authorised({ can: 'requests:read' }, async (context) => {
  const { request, params, mall, actor, known, now } = context;
  requireAsked(context, String(params.number));
  return submitForm(await request.formData(), InviteSchema, async ({ words }) => {
    const number = String(params.number);
    const code = await inviteOther({ mall, actor, now }, number, wordsOf(words, screenLanguage(request, mall, known)));
    const address = `${env().PUBLIC_URL.replace(/\/$/, '')}/side`;
    return { slip: { number, code: spokenCode(code), address: address.replace(/^https?:\/\//, ''), qr: drawQr(`${address}#${number}.${code}`) } };
  });
});

interface Slip {
  number: string;
  code: string;
  address: string;
  qr: { size: number; d: string };
}

/** Asks the other side: what she will read, and then the slip that lets her in. */
export default function InviteRoute() {
  const { number, again, asker, shop, mall, base } = useLoaderData<typeof loader>();
  const answer = useActionData();
  const errors = useFormErrors(answer, 'sides');
  const { t } = useTranslation(['sides', 'requests', 'common']);
  const language = useLanguage();
  const nameOf = (names: Localized | null) => (names && pickLocalized(names, language)?.text) || '';
  const slip = !isRefusal(answer) && answer ? (answer as { slip: Slip }).slip : null;
  if (slip) return <InviteSlip slip={slip} mall={nameOf(mall)} from={[nameOf(asker), nameOf(shop)].filter(Boolean).join(' · ')} at={`${base}/${number}`} />;
  return (
    <KeptForm>
      <Narrow>
        <BackBar to={`${base}/${number}`} title={number} />
        <PageTitle lead={t('invite.lead')}>{t('invite.title')}</PageTitle>
        <Fields>
          <FormErrorSummary errors={errors} labels={{ words: t('invite.words') }} />
          <TextArea name="words" label={t('invite.words')} hint={t('invite.words-hint')} optional rows={3} maxLength={MOST_WORDS} error={errors.errorOf('words')} defaultValue={errors.valueOf('words')} />
        </Fields>
        <Section near>
          <Sheet list>
            <Says lead={<Icon name="eye" />} over={t('invite.sees')} under={t('invite.never')}>
              <b>
                <bdi>{[nameOf(asker), nameOf(shop)].filter(Boolean).join(' · ')}</bdi>
              </b>
            </Says>
          </Sheet>
        </Section>
        <Dock note={t(again ? 'invite.again-note' : 'invite.note')}>
          <Button look="main" size="thumb" wide icon="user-plus">
            {t(again ? 'invite.again' : 'invite.make')}
          </Button>
        </Dock>
      </Narrow>
    </KeptForm>
  );
}

/** Said to the other side, who may know nothing of this house: who asks, how to answer, and that "no" is an answer. */
function InviteSlip({ slip, mall, from, at }: { slip: Slip; mall: string; from: string; at: string }) {
  const { t } = useTranslation(['sides', 'requests']);
  const facts = [
    { key: 'from', label: t('slip.from'), value: <bdi>{from}</bdi> },
    { key: 'what', label: t('slip.what'), value: t('slip.what-text') },
    { key: 'how', label: t('slip.how'), value: t('slip.how-text', { address: slip.address }) },
    { key: 'no', label: t('slip.no'), value: t('slip.no-text') },
  ];
  return (
    <Narrow>
      <BackBar to={at} title={t('slip.title')} language />
      <PageTitle lead={t('slip.lead')}>{t('slip.title')}</PageTitle>
      <Paper>
        <NumberSlip
          above={<bdi>{mall}</bdi>}
          label={t('requests:sent.number')}
          number={slip.number}
          codeLabel={t('slip.code')}
          code={slip.code}
          qr={
            <svg viewBox={`0 0 ${slip.qr.size} ${slip.qr.size}`} role="img" aria-label={t('slip.qr')} shapeRendering="crispEdges">
              <path d={slip.qr.d} stroke="#000" />
            </svg>
          }
          below={<DefinitionList facts={facts} />}
        />
      </Paper>
      <Section near>
        <div className="pad stack-2">
          <Buttons>
            <SlipButton copy={`${slip.address} · ${slip.number} · ${slip.code}`} />
          </Buttons>
          <p className="small quiet">{t('slip.once')}</p>
        </div>
      </Section>
      <Dock>
        <ButtonLink look="main" size="thumb" wide to={at}>
          {t('slip.done')}
        </ButtonLink>
      </Dock>
    </Narrow>
  );
}
