import { redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useLocation, useNavigation } from '@remix-run/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { FieldError } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, Line, LineFold, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Aside } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { unlessApart } from '#app/platform/apart.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import type { Doing } from './about-shop.server.ts';
import { changeShop, closeShop, giveBooth, leaveBooth, moveShop, reopenShop } from './commands.server.ts';
import { DayField, FactsFields, PlaceFields } from './facts-fields.tsx';
import { BoothNumber, ShopName } from './names.tsx';
import { noteRefusedPlan, takeBackPlan } from './planned/commands.server.ts';
import { listPlansOf } from './planned/queries.server.ts';
import { PlannedSection } from './planned/section.tsx';
import { getRosterShop, listVacantNumbers, type TenancyCard } from './queries.server.ts';
import { FactsSchema, type ShopAct, ShopActSchema } from './schema.ts';
import { tradesOf } from './trades.server.ts';
import styles from './roster.module.css';

export const handle = { i18n: ['roster', 'booths'], title: (t) => t('roster:shop.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ params, actor, mall, now }) => {
  const shop = await getRosterShop(mall._id, String(params.merchant));
  await unlessApart(mall._id, actor.account, [shop.merchant]);
  const today = dayIn(now, mall.zone);
  await recordLook({ mall: mall._id, subject: `shop:${shop.merchant}`, viewer: actor.account, role: 'officer', purpose: 'roster', day: today, now });
  return { base: `/m/${mall.slug}/manage/roster`, zone: mall.zone, today, shop, plans: await listPlansOf(mall._id, shop.merchant), trades: tradesOf(mall).filter(({ key, retired }) => !retired || key === shop.trade), vacant: shop.status === 'open' ? await listVacantNumbers(mall._id) : [] };
});

async function act(doing: Doing, merchant: string, input: ShopAct): Promise<void> {
  switch (input.intent) {
    case 'give-booth':
      return giveBooth(doing, merchant, input, input.day);
    case 'move':
      return moveShop(doing, merchant, input.tenancy, { ...input, swap: input.swap === 'yes' }, input.day);
    case 'leave':
      return leaveBooth(doing, merchant, input.tenancy, input.day);
    case 'close':
      return closeShop(doing, merchant, input.day);
    case 'reopen':
      return reopenShop(doing, merchant);
    case 'take-back':
      return takeBackPlan(doing, merchant, input.plan);
    case 'noted':
      return noteRefusedPlan(doing, merchant, input.plan);
  }
}

export const action = authorised({ can: 'mall:manage' }, async ({ request, params, actor, mall, now }) => {
  const form = await request.formData();
  const merchant = String(params.merchant);
  await unlessApart(mall._id, actor.account, [merchant]);
  const doing = { mall, actor, now };
  const back = () => redirect(`/m/${mall.slug}/manage/roster/shop/${merchant}`);
  if (formValues(form).intent === 'save') return submitForm(form, FactsSchema, async (facts) => (await changeShop(doing, merchant, facts), back()));
  return submitForm(form, ShopActSchema, async (input) => (await act(doing, merchant, input), back()));
});

/** One shop as its officer keeps it: what is written about it, its booths, and what was before. */
export default function RosterShopRoute() {
  const { base, shop, plans, today, trades } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roster', 'common']);
  const answer = useActionData<{ values?: Record<string, string> }>();
  const errors = useFormErrors(answer, 'roster');
  const sending = useNavigation().state === 'submitting';
  const here = answer?.values?.intent ?? 'save';
  const none: FormErrors = { refusal: undefined, errorOf: () => undefined, valueOf: (_field, start) => start, all: [] };
  const mine = (intent: string, tenancy?: string): FormErrors => (here === intent && (tenancy === undefined || answer?.values?.tenancy === tenancy) ? errors : none);
  const open = shop.status === 'open';
  // What was planned leaves the page as it is: its form begins anew, but not when somebody else's change is read.
  const { key } = useLocation();
  const sent = useRef(key);
  if (!errors.refusal) sent.current = key;
  return (
    <>
      <BackBar to={base} title={t('shop.title')} />
      <PageTitle lead={open ? t('shop.lead') : t(shop.mergedInto ? 'shop.merged' : 'shop.closed')}>
        <ShopName names={shop.names} />
      </PageTitle>
      <Aside>{t('shop.seen')}</Aside>
      <PlannedSection plans={plans} today={today} errors={mine(here === 'noted' ? 'noted' : 'take-back')} />
      {open ? (
        <>
          <Booths key={`b-${sent.current}`} errorsOf={mine} />
          <Section>
            <SectionHead>{t('facts.title')}</SectionHead>
            <KeptForm keep="facts">
              <input type="hidden" name="intent" value="save" />
              <FormErrorSummary errors={mine('save')} />
              <FactsFields errors={mine('save')} start={shop} trades={trades} />
              <p className={`pad ${styles.moves}`}>
                <Button look="main" disabled={sending}>
                  {t('common:button.save')}
                </Button>
              </p>
            </KeptForm>
          </Section>
          <Section>
            <Sheet>
              <LineLink as="div" icon="copy" to={`${base}/shop/${shop.merchant}/same`} under={t('same.hint')}>
                {t('same.title')}
              </LineLink>
              <LineFold key={`c-${sent.current}`} icon="door" title={t('close.title')} under={t('close.hint')} open={Boolean(mine('close').refusal)}>
                <Form method="post" className={styles.inside}>
                  <p className="small">{t('close.text')}</p>
                  <DayField errors={mine('close')} id="close-" />
                  <CheckboxLine name="sure" value="yes">
                    {t('close.sure')}
                  </CheckboxLine>
                  {mine('close').errorOf('sure') && <FieldError>{mine('close').errorOf('sure')}</FieldError>}
                  {mine('close').errorOf('form') && <FieldError>{mine('close').errorOf('form')}</FieldError>}
                  <div>
                    <Button look="danger" name="intent" value="close">
                      {t('close.button')}
                    </Button>
                  </div>
                </Form>
              </LineFold>
            </Sheet>
          </Section>
        </>
      ) : shop.mergedInto ? (
        <p className="pad">
          <Link to={`${base}/shop/${shop.mergedInto}`}>{t('shop.merged-into')}</Link>
        </p>
      ) : (
        <Form method="post" className="pad">
          {errors.errorOf('form') && <FieldError>{errors.errorOf('form')}</FieldError>}
          <Button name="intent" value="reopen">
            {t('shop.reopen')}
          </Button>
        </Form>
      )}
      <Before />
    </>
  );
}

function Booths({ errorsOf }: { errorsOf: (intent: string, tenancy?: string) => FormErrors }) {
  const { shop, vacant } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const general = errorsOf('give-booth').errorOf('form') ?? errorsOf('move').errorOf('form') ?? errorsOf('leave').errorOf('form');
  return (
    <Section>
      <SectionHead under={t('place.rule')}>{t('shop.booths')}</SectionHead>
      {general && <div className="pad"><FieldError>{general}</FieldError></div>}
      <Sheet>
        {shop.booths.length === 0 && <Line as="div">{t('shop.no-booth')}</Line>}
        {shop.booths.map((booth) => (
          <Booth key={booth.id} booth={booth} errors={errorsOf('move', booth.id)} leaving={errorsOf('leave', booth.id)} />
        ))}
        <LineFold icon="plus" title={t('place.more')} under={t('place.more-hint')} open={Boolean(errorsOf('give-booth').refusal)}>
          <Form method="post" className={styles.inside}>
            <PlaceFields errors={errorsOf('give-booth')} id="more-" vacant={vacant} />
            <DayField errors={errorsOf('give-booth')} id="more-" />
            <div>
              <Button look="main" name="intent" value="give-booth">
                {t('place.give')}
              </Button>
            </div>
          </Form>
        </LineFold>
      </Sheet>
    </Section>
  );
}

function Booth({ booth, errors, leaving }: { booth: TenancyCard; errors: FormErrors; leaving: FormErrors }) {
  const { base, zone, today, vacant } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const { formatDay } = useFormats();
  return (
    <LineFold icon="building-store" title={<b><BoothNumber number={booth.number} part={booth.part} /></b>} under={t('place.since', { day: formatDay(dayIn(booth.from, zone), { today }) })} open={Boolean(errors.refusal ?? leaving.refusal)}>
      <div className={styles.form}>
        <Link to={`${base}/booth/${booth.unit}`}>{t('place.history')}</Link>
        <Form method="post" className={styles.inside}>
          <input type="hidden" name="tenancy" value={booth.id} />
          <PlaceFields errors={errors} id={`${booth.id}-`} vacant={vacant} />
          <DayField errors={errors} id={`${booth.id}-`} />
          <CheckboxLine name="swap" value="yes" defaultChecked={errors.valueOf('swap') === 'yes'} under={t('place.swap-hint')}>
            {t('place.swap')}
          </CheckboxLine>
          <div>
            <Button look="main" name="intent" value="move">
              {t('place.move')}
            </Button>
          </div>
        </Form>
        <Form method="post" className={styles.inside}>
          <input type="hidden" name="tenancy" value={booth.id} />
          <p className="small quiet">{t('place.leave-hint')}</p>
          <DayField errors={leaving} id={`${booth.id}-leave-`} />
          <div>
            <Button name="intent" value="leave">
              {t('place.leave')}
            </Button>
          </div>
        </Form>
      </div>
    </LineFold>
  );
}

function Before() {
  const { base, shop, zone, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const { formatDay } = useFormats();
  if (shop.before.length === 0) return null;
  return (
    <Section>
      <SectionHead>{t('shop.before')}</SectionHead>
      <Sheet list>
        {shop.before.map(({ id, unit, number, part, from, to }) => (
          <Line key={id}>
            <Link to={`${base}/booth/${unit}`}>
              <BoothNumber number={number} part={part} />
            </Link>{' '}
            <span className="quiet small">{t('place.span', { from: formatDay(dayIn(from, zone), { today }), to: to ? formatDay(dayIn(to, zone), { today }) : '' })}</span>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
