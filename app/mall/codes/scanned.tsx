import { data, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LineLink, PageTitle, Says, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Icon } from '#app/components/icon.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Patch } from '#app/components/patch.tsx';
import { Shell } from '#app/components/shell.tsx';
import { isLanguage, LANGUAGES, type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import styles from './codes.module.css';
import { getPublicPlace } from './public-place.server.ts';
import { readCode, wayOf } from './queries.server.ts';

export const handle = { i18n: ['codes'], title: (t) => t('codes:place.title'), tabs: false } satisfies PageHandle;

/** Whoever scans comes to her page; everybody else to the place's own, signed in or not. */
export const loader = openToAnyone(async ({ params, actor, now }) => {
  const scanned = await readCode(String(params.code), now);
  if (scanned.state !== 'true') return data({ state: scanned.state, place: null, code: '', mall: null } as const, { status: scanned.state === 'old' ? 410 : 404 });
  const { mall, place, code } = scanned;
  const way = await wayOf(actor, mall, place);
  if (way) throw redirect(way);
  const offered = LANGUAGES.filter((language) => mall.languages.filter(isLanguage).includes(language));
  return data({ state: 'true', code, signedIn: Boolean(actor), mall: { name: mall.name, slug: mall.slug, languages: offered }, place: await getPublicPlace(mall, place, now) } as const);
});

export default function ScannedRoute() {
  const page = useLoaderData<typeof loader>();
  const { t } = useTranslation('codes');
  const language = useLanguage();
  const nameOf = (names: Localized | null) => (names ? (pickLocalized(names, language)?.text ?? '') : '');
  if (page.state !== 'true') {
    return (
      <Shell mall={{ name: '', to: '/' }} nav={[]}>
        <PageTitle lead={t(`${page.state}.text`)}>{t(`${page.state}.title`)}</PageTitle>
        <Section>
          <div className="pad stack-3">
            <LanguageLinks />
          </div>
        </Section>
      </Shell>
    );
  }
  const { code, mall, place, signedIn } = page;
  return (
    <Shell mall={{ name: nameOf(mall.name), to: '/' }} nav={[]}>
      <div className={styles.place}>
        <PageTitle above={place.number && <bdi className={styles.bigNumber}>{place.number}</bdi>} lead={`${nameOf(mall.name)} · ${t('place.level', { level: place.level })}`}>
          {place.shop ? <bdi>{nameOf(place.shop)}</bdi> : nameOf(place.names) || t(`kind.${place.kind}`)}
        </PageTitle>
        {place.lettable && !place.shop && <p className="pad quiet">{t('place.vacant')}</p>}
        <Section>
          <SectionHead>{t('place.after')}</SectionHead>
          <Sheet list>
            {place.grid ? (
              <Says lead={<Patch {...place.grid} size={28} silent />} under={t('place.no-names')}>
                <b>{t('place.grid-people', { number: place.grid.number, count: place.volunteers })}</b>
              </Says>
            ) : (
              <Says lead={<Icon name="users" />} under={t('place.association-hint')}>
                <b>{t('place.association')}</b>
              </Says>
            )}
          </Sheet>
        </Section>
        <Section>
          <Sheet list>
            <LineLink to={`/c/${code}/report`} icon="send">
              {t('place.report')}
            </LineLink>
            <LineLink to={`/c/${code}/find`} icon="zoom">
              {t('find.title')}
            </LineLink>
            <LineLink to="/follow" icon="eye">
              {t('place.follow')}
            </LineLink>
            {!signedIn && (
              <LineLink to={`/sign-in?next=${encodeURIComponent(`/c/${code}`)}`} icon="user">
                {t('place.sign-in')}
              </LineLink>
            )}
          </Sheet>
        </Section>
        <div className="pad">
          <LanguageLinks offered={mall.languages} />
        </div>
      </div>
    </Shell>
  );
}
