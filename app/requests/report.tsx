import { data, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Pictures } from '#app/components/add-pictures.tsx';
import { Button, Buttons, ButtonLink } from '#app/components/button.tsx';
import { RadioTiles } from '#app/components/choice.tsx';
import { DefinitionList } from '#app/components/facts.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { BackBar, PageTitle, Says, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Paper } from '#app/components/paper.tsx';
import { Patch } from '#app/components/patch.tsx';
import { Shell } from '#app/components/shell.tsx';
import { NumberSlip } from '#app/components/slip.tsx';
import { Empty } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { isLanguage, LANGUAGES, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import styles from '#app/mall/codes/codes.module.css';
import { getPublicPlace } from '#app/mall/codes/public-place.server.ts';
import type { CodedPlace } from '#app/mall/codes/places.server.ts';
import { readCode } from '#app/mall/codes/queries.server.ts';
import { findShops } from '#app/mall/queries.server.ts';
import { notFound, openToAnyone } from '#app/platform/authorise.server.ts';
import { env } from '#app/platform/env.server.ts';
import { readFiles } from '#app/platform/files.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { openKind } from './kinds.server.ts';
import { MOST_TITLE } from './limits.ts';
import { listNear, secondInstead } from './near.server.ts';
import { NearStep } from './near.tsx';
import { spokenCode } from './numbers.ts';
import { readForm, wordsOf } from './reading.server.ts';
import { passerOf, reportPlace, shopsInside } from './report.server.ts';
import { OUTSIDE, REPORTED } from './reported.ts';
import { ReportSchema, SecondSchema } from './schema.ts';
import { recallCode, rememberCode } from './sent-cookie.server.ts';

export const handle = { i18n: ['codes', 'requests', 'programs', 'files'], title: (t) => t('codes:report.title'), tabs: false } satisfies PageHandle;

/** The code was just sent from this browser: whoever it was has no account to bind it to. */
const ANYONE = 'anyone';

async function placeOf(code: string, now: Date) {
  const scanned = await readCode(code, now);
  if (scanned.state !== 'true') throw notFound();
  return scanned;
}

export const loader = openToAnyone(async ({ request, params, now }) => {
  const { mall, place, code } = await placeOf(String(params.code), now);
  const sent = new URL(request.url).searchParams.get('sent');
  const follow = sent && (await recallCode(request.headers.get('Cookie'), ANYONE, sent));
  const languages = LANGUAGES.filter((language) => mall.languages.filter(isLanguage).includes(language));
  return data({ base: `/c/${code}`, emergency: `/m/${mall.slug}/emergency`, home: env().PUBLIC_URL, mall: mall.name, languages, place: await getPublicPlace(mall, place, now), shops: await shopsToName(mall._id, place), off: !openKind(mall, 'defect'), sent: follow ? { number: sent, code: spokenCode(follow) } : null, near: follow ? await listNear(mall._id, sent) : [], zone: mall.zone, now });
});

/** What stands on the signs of a booth, for whoever says in which of its shops something is. */
async function shopsToName(mall: string, place: CodedPlace) {
  const ids = await shopsInside(mall, place);
  const cards = await findShops(mall, ids);
  return ids.flatMap((id) => (cards.has(id) ? [{ id, names: cards.get(id)!.names }] : []));
}

export const action = openToAnyone(async ({ request, params, context, now }) => {
  const { mall, place, code } = await placeOf(String(params.code), now);
  const form = await readForm(request);
  if (form.get('intent') === 'me-too') {
    return submitForm(form, SecondSchema, async ({ other }) => {
      const sent = new URL(request.url).searchParams.get('sent') ?? '';
      // The code was given to this browser ten minutes ago: it is its own.
      if (!(await recallCode(request.headers.get('Cookie'), ANYONE, sent))) throw notFound();
      await secondInstead({ mall, actor: await passerOf(mall._id, sent), now }, sent, other);
      return redirect(`/c/${code}/report?sent=${sent}`);
    });
  }
  return submitForm(form, ReportSchema, async ({ what, words, inside }) => {
    const seconds = await takePoint('report', context.ip, now);
    if (seconds > 0) throw new Refusal({ key: 'codes:report.too-many', params: { minutes: Math.ceil(seconds / 60) } });
    if (!openKind(mall, 'defect')) throw new Refusal('codes:report.off');
    const screen = detectLanguage(request, { offered: mall.languages.filter(isLanguage) });
    const files = (await readFiles(form)).filter(({ kind }) => kind === 'image');
    const opened = await reportPlace({ mall, now }, place, { what, words: wordsOf(words, screen)!, files, inside });
    const to = `/c/${code}/report`;
    return redirect(`${to}?sent=${opened.number}`, { headers: { 'Set-Cookie': await rememberCode(`/c/${code}`, ANYONE, opened.number, opened.code) } });
  });
});

const ICONS = { danger: 'flame', broken: 'tool', way: 'alert-triangle' } as const;

/** Something about the building, said by whoever stands there: no account, no name, and a code to follow it. */
export default function ReportRoute() {
  const { base, mall, languages, place, off, sent } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['codes', 'requests']);
  const language = useLanguage();
  const where = place.number ?? (place.names && pickLocalized(place.names, language)?.text) ?? t(`kind.${place.kind}`);
  return (
    <Shell mall={{ name: pickLocalized(mall, language)?.text ?? '', to: '/' }} nav={[]}>
      <div className={styles.place}>
        <BackBar to={base} title={where} />
        {sent ? <Sent {...sent} base={base} where={where} /> : off ? <Empty title={t('report.title')}>{t('report.off')}</Empty> : <ReportForm />}
        <div className="pad">
          <LanguageLinks offered={languages} />
        </div>
      </div>
    </Shell>
  );
}

function ReportForm() {
  const { place, shops, emergency } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['codes', 'common']);
  const language = useLanguage();
  const errors = useFormErrors(useActionData(), 'codes');
  return (
    <KeptForm encType="multipart/form-data">
      <PageTitle lead={t('report.lead')}>{t('report.title')}</PageTitle>
      <div className="pad">
        <ButtonLink to={emergency} icon="phone">
          {t('report.whom-to-call')}
        </ButtonLink>
      </div>
      <Fields>
        <FormErrorSummary errors={errors} labels={{ what: t('report.what'), inside: t('report.where'), words: t('report.words'), pictures: t('common:button.add-photo') }} />
        <RadioTiles
          name="what"
          legend={t('report.what')}
          columns={1}
          defaultValue={errors.valueOf('what')}
          error={errors.errorOf('what')}
          options={REPORTED.map((value) => ({ value, label: t(`report.${value}`), icon: ICONS[value], under: value === 'danger' ? t('report.danger-call') : undefined }))}
        />
        {shops.length > 0 && (
          <RadioTiles
            name="inside"
            legend={t('report.where')}
            columns={1}
            defaultValue={errors.valueOf('inside', OUTSIDE)}
            error={errors.errorOf('inside')}
            options={[
              { value: OUTSIDE, label: t('report.outside'), icon: 'map-pin' },
              ...shops.map(({ id, names }) => ({ value: id, label: <>{t('report.inside')} <bdi>{pickLocalized(names, language)?.text}</bdi></>, icon: 'building-store' as const, under: t('report.inside-under') })),
            ]}
          />
        )}
        <TextArea name="words" label={t('report.words')} rows={3} maxLength={MOST_TITLE} placeholder={t('report.example')} hint={t('report.not-people')} error={errors.errorOf('words')} defaultValue={errors.valueOf('words')} />
        <Pictures visible error={errors.errorOf('pictures')} />
      </Fields>
      <Section near>
        <SectionHead>{t('report.sees')}</SectionHead>
        <Sheet list>
          <Says lead={place.grid ? <Patch {...place.grid} size={28} silent /> : <Icon name="users" />} under={t('report.nothing-kept')}>
            <b>{place.grid ? t('report.sees-grid', { number: place.grid.number }) : t('report.sees-program')}</b>
          </Says>
          {shops.length > 0 && (
            <Says lead={<Icon name="building-store" />} under={t('report.sees-shop-under')}>
              <b>{t('report.sees-shop')}</b>
            </Says>
          )}
        </Sheet>
      </Section>
      <Section near>
        <div className="pad">
          <Button look="main" size="thumb" wide icon="send">
            {t('report.send')}
          </Button>
        </div>
      </Section>
    </KeptForm>
  );
}

function Sent({ number, code, base, where }: { number: string; code: string; base: string; where: string }) {
  const { mall, home, place, near, zone, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['codes', 'requests']);
  const language = useLanguage();
  const facts = [
    { key: 'place', label: t('sent.place'), value: <><bdi>{where}</bdi> · {t('place.level', { level: place.level })}</> },
    { key: 'how', label: t('sent.how'), value: t('sent.how-text', { address: `${home.replace(/^https?:\/\/|\/$/g, '')}/follow` }) },
  ];
  return (
    <>
      <PageTitle lead={t('sent.lead')}>{t('sent.title')}</PageTitle>
      <Paper>
        <NumberSlip above={<bdi>{pickLocalized(mall, language)?.text}</bdi>} label={t('requests:sent.number')} number={number} codeLabel={t('requests:sent.code')} code={code} below={<DefinitionList facts={facts} />} />
      </Paper>
      <NearStep near={near} zone={zone} now={now} />
      <div className="pad">
        <Buttons>
          <ButtonLink look="main" size="thumb" to="/follow" icon="eye">
            {t('place.follow')}
          </ButtonLink>
          <ButtonLink size="thumb" to={base}>
            {t('sent.again')}
          </ButtonLink>
        </Buttons>
      </div>
    </>
  );
}
