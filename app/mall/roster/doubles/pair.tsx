import { redirect } from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine, RadioTiles } from '#app/components/choice.tsx';
import { FieldError } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { BackBar, PageTitle, Section, SectionHead } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Aside, Strip } from '#app/components/states.tsx';
import { Table } from '#app/components/table.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { unlessApart } from '#app/platform/apart.server.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { BoothNumber, ShopName } from '../names.tsx';
import { MergeSchema, PairActSchema } from '../schema.ts';
import { tradesOf } from '../trades.server.ts';
import { keepApart, mergeShops } from './commands.server.ts';
import { getPair } from './queries.server.ts';
import { MERGE_FIELDS, type MergeField } from './rules.ts';
import styles from '../roster.module.css';

export const handle = { i18n: ['roster'], title: (t) => t('roster:doubles.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ params, actor, mall, now }) => {
  const pair = await getPair(mall._id, String(params.pair));
  await unlessApart(mall._id, actor.account, [pair.one.merchant, pair.other.merchant]);
  const look = { mall: mall._id, viewer: actor.account, role: 'officer', purpose: 'roster', day: dayIn(now, mall.zone), now };
  for (const shop of [pair.one, pair.other]) await recordLook({ ...look, subject: `shop:${shop.merchant}` });
  return { base: `/m/${mall.slug}/manage/roster`, pair, trades: tradesOf(mall).map(({ key, names }) => ({ key, names })) };
});

export const action = authorised({ can: 'mall:manage' }, async ({ request, params, actor, mall, now }) => {
  const form = await request.formData();
  const id = String(params.pair);
  const doing = { mall, actor, now };
  const list = `/m/${mall.slug}/manage/roster/doubles`;
  const pair = await getPair(mall._id, id);
  await unlessApart(mall._id, actor.account, [pair.one.merchant, pair.other.merchant]);
  if (formValues(form).intent !== 'merge') return submitForm(form, PairActSchema, async () => (await keepApart(doing, id), redirect(list)));
  return submitForm(form, MergeSchema, async ({ stays, fromDouble }) => {
    await mergeShops(doing, id, { stays: pair[stays].merchant, fromDouble });
    return redirect(`/m/${mall.slug}/manage/roster/shop/${pair[stays].merchant}`);
  });
});

/** Two shops side by side. A person says that they are two, or field by field what the one shop is called from now on. */
export default function PairRoute() {
  const { base, pair } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['roster', 'common']);
  const errors = useFormErrors(useActionData(), 'roster');
  const decided = pair.state !== 'open';
  return (
    <>
      <BackBar to={`${base}/doubles`} title={t('doubles.title')} />
      <PageTitle lead={t(`doubles.why.${pair.why}`)}>{t('doubles.title')}</PageTitle>
      <Aside>{t('shop.seen')}</Aside>
      {decided && <Strip tone="ok" title={t(`doubles.state.${pair.state as 'apart'}`)} live />}
      <SideBySide />
      {!decided && (
        <>
          <Section>
            <SectionHead under={t('doubles.apart-hint')}>{t('doubles.apart-title')}</SectionHead>
            <Form method="post" className="pad">
              <Button name="intent" value="apart">
                {t('doubles.apart')}
              </Button>
            </Form>
          </Section>
          <Merge errors={errors} />
        </>
      )}
    </>
  );
}

function useShown() {
  const { trades } = useLoaderData<typeof loader>();
  const language = useLanguage();
  return (field: MergeField, value: string | undefined) => {
    if (!value) return null;
    if (field === 'trade') return pickLocalized(trades.find(({ key }) => key === value)?.names ?? {}, language)?.text ?? value;
    return <bdi dir={field.startsWith('name-') ? 'auto' : 'ltr'}>{value}</bdi>;
  };
}

const labelOf = (field: MergeField) => (field === 'wishedTime' ? 'facts.wished' : (`facts.${field}` as const));

function SideBySide() {
  const { base, pair } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const { formatNumber } = useFormats();
  const shown = useShown();
  const sides = [pair.one, pair.other];
  const facts = MERGE_FIELDS.filter((field) => sides.some(({ fields }) => fields[field]));
  return (
    <Section near>
      <div className="pad">
        <Table
          caption={t('doubles.beside')}
          quiet
          firm
          columns={[
            { key: 'what', label: t('doubles.what') },
            ...sides.map(({ merchant, names }, at) => ({ key: `${at}`, label: <Link to={`${base}/shop/${merchant}`}><ShopName names={names} /></Link> })),
          ]}
          rows={[
            ...facts.map((field) => ({ key: field, cells: [t(labelOf(field)), ...sides.map(({ fields }) => shown(field, fields[field]) ?? t('list.none'))] })),
            {
              key: 'booths',
              cells: [
                t('shop.booths'),
                ...sides.map(({ booths, merchant }) => (booths.length === 0 ? t('list.none') : <span key={merchant}>{booths.map(({ number, part }) => <span key={`${number} ${part}`}><BoothNumber number={number} part={part} /> </span>)}</span>)),
              ],
            },
            { key: 'members', cells: [t('doubles.members'), ...sides.map(({ members, merchant }) => <bdi key={merchant} className="num">{formatNumber(members)}</bdi>)] },
          ]}
        />
      </div>
    </Section>
  );
}

function Merge({ errors }: { errors: FormErrors }) {
  const { pair } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const sending = useNavigation().state === 'submitting';
  const shown = useShown();
  if (pair.no) {
    return (
      <Section>
        <SectionHead>{t('doubles.merge-title')}</SectionHead>
        <p className="pad">{t(`doubles.refused.${pair.no}`)}</p>
      </Section>
    );
  }
  const side = (which: 'one' | 'other') => ({ value: which, label: <ShopName names={pair[which].names} />, under: pair[which].booths.map(({ number }) => number).join(' ') || undefined });
  return (
    <Section>
      <SectionHead under={t('doubles.merge-hint')}>{t('doubles.merge-title')}</SectionHead>
      <KeptForm>
        <input type="hidden" name="intent" value="merge" />
        <FormErrorSummary errors={errors} />
        <div className="pad">
          <RadioTiles name="stays" legend={t('doubles.stays')} hint={t('doubles.stays-hint')} look="ring" columns={2} options={[side('one'), side('other')]} defaultValue={errors.valueOf('stays', pair.stays)} error={errors.errorOf('stays')} />
        </div>
        {pair.differ.map((field) => (
          <div key={field} className="pad">
            <RadioTiles
              name={`take-${field}`}
              legend={t(labelOf(field))}
              look="ring"
              columns={2}
              options={(['one', 'other'] as const).map((value) => ({ value, label: shown(field, pair[value].fields[field]) }))}
              defaultValue={errors.valueOf(`take-${field}`, pair.stays)}
              error={errors.errorOf(`take-${field}`)}
            />
          </div>
        ))}
        <div className={`pad ${styles.inside} ${styles.moves}`}>
          <p>{t('doubles.moves')}</p>
          <p className="small quiet">{t('doubles.kept')}</p>
          <CheckboxLine name="sure" value="yes">
            {t('doubles.sure')}
          </CheckboxLine>
          {errors.errorOf('sure') && <FieldError>{errors.errorOf('sure')}</FieldError>}
          {errors.errorOf('form') && <FieldError>{errors.errorOf('form')}</FieldError>}
          <div>
            <Button look="main" disabled={sending}>
              {t('doubles.merge')}
            </Button>
          </div>
        </div>
      </KeptForm>
    </Section>
  );
}
