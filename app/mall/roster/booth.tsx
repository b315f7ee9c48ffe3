import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { BackBar, Line, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { BoothNumber, ShopName } from './names.tsx';
import { getBooth, type TenancyCard } from './queries.server.ts';

export const handle = { i18n: ['roster'], title: (t) => t('roster:booth.title'), bar: 'own' } satisfies PageHandle;

export const loader = authorised({ can: 'mall:manage' }, async ({ params, mall, now }) => ({
  base: `/m/${mall.slug}/manage/roster`,
  zone: mall.zone,
  today: dayIn(now, mall.zone),
  booth: await getBooth(mall._id, String(params.unit)),
}));

/** Who is in a booth, and who was. What was recorded about a former tenant is with that shop, not with the booth. */
export default function BoothRoute() {
  const { base, booth } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const add = `${base}/new?booth=${encodeURIComponent(booth.number)}`;
  return (
    <>
      <BackBar to={base} title={t('booth.title')} />
      <PageTitle lead={t('booth.level', { level: booth.level })}>
        <BoothNumber number={booth.number} />
      </PageTitle>
      <Section near>
        <SectionHead under={t('place.rule')}>{t('booth.now')}</SectionHead>
        {booth.now.length === 0 ? (
          <Empty title={t('list.vacant')} action={<ButtonLink to={add} look="main">{t('list.let')}</ButtonLink>} />
        ) : (
          <>
            <Cards cards={booth.now} />
            <p className="pad">
              <ButtonLink to={add}>{t('booth.sublet')}</ButtonLink>
            </p>
          </>
        )}
      </Section>
      <Section>
        <SectionHead under={t('booth.before-hint')}>{t('booth.before')}</SectionHead>
        {booth.before.length === 0 ? <p className="pad quiet">{t('booth.nobody-before')}</p> : <Cards cards={booth.before} />}
      </Section>
    </>
  );
}

function Cards({ cards }: { cards: readonly TenancyCard[] }) {
  const { base, zone, today } = useLoaderData<typeof loader>();
  const { t } = useTranslation('roster');
  const { formatDay } = useFormats();
  const day = (at: Date) => formatDay(dayIn(at, zone), { today });
  return (
    <Sheet list>
      {cards.map(({ id, merchant, names, part, from, to }) => (
        <Line key={id}>
          <Link to={`${base}/shop/${merchant}`}>
            <ShopName names={names} />
          </Link>
          {part && <small> {t('list.part', { part })}</small>}
          <p className="quiet small">{to ? t('place.span', { from: day(from), to: day(to) }) : t('place.since', { day: day(from) })}</p>
        </Line>
      ))}
    </Sheet>
  );
}
