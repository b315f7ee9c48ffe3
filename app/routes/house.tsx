import { Link, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Malls } from '#models/mall.server.ts';
import { Mark } from '#app/components/mark.tsx';
import { Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Empty } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { forOperators } from '#app/platform/authorise.server.ts';
import { findBrokenSeal } from '#app/platform/seals.server.ts';

export const handle = { i18n: ['account'], title: (t) => t('account:house.title') } satisfies PageHandle;

/** The operator sees which malls there are and whether their logs are whole; nothing of what is in them. */
export const loader = forOperators(async () => {
  const malls = await Malls.find({ state: 'open' }, { slug: 1, name: 1 }).sort({ slug: 1 }).limit(100).lean();
  const broken = await Promise.all(malls.map((mall) => findBrokenSeal(mall._id, { last: 1 })));
  return { malls: malls.map(({ slug, name }, at) => ({ slug, name, broken: broken[at] ?? null })) };
});

export default function HouseRoute() {
  const { malls } = useLoaderData<typeof loader>();
  const { t } = useTranslation('account');
  const language = useLanguage();
  return (
    <>
      <PageTitle>{t('house.title')}</PageTitle>
      <Section>
        <SectionHead>{t('house.malls')}</SectionHead>
        {malls.length === 0 ? (
          <Empty title={t('house.none', { command: 'npm run import-map -- <folder>' })} />
        ) : (
          <Sheet list>
            {malls.map(({ slug, name, broken }) => (
              <Line key={slug}>
                <div className="row">
                  <span className="grow">
                    <b>{pickLocalized(name, language)?.text ?? slug}</b>
                    <br />
                    <Mark state={broken === null ? 'ok' : 'bad'} small>
                      {broken === null ? t('house.seals-ok') : t('house.seals-broken', { number: broken })}
                    </Mark>
                  </span>
                  <Link to={`/house/malls/${slug}`}>{t('house.open')}</Link>
                </div>
              </Line>
            ))}
          </Sheet>
        )}
      </Section>
      <Section>
        <Sheet list>
          <LineLink to="/house/malls/new" icon="plus">
            {t('house.new-mall')}
          </LineLink>
          <LineLink to="/house/offices" icon="building-community">
            {t('house.offices')}
          </LineLink>
          <LineLink to="/house/accounts" icon="user-off">
            {t('house.accounts')}
          </LineLink>
        </Sheet>
      </Section>
    </>
  );
}
