import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Line, LineLink, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { ShopName } from '#app/visits/shop-name.tsx';
import type { MyPart } from './queries.server.ts';

/** What is about the account itself: its requests, its declared ties. */
export function MyPartPage({ view }: { view: MyPart }) {
  const { t } = useTranslation('record');
  const language = useLanguage();
  return (
    <>
      {view.malls.length > 0 && (
        <Section near>
          <Sheet list>
            {view.malls.map((mall) => (
              <LineLink key={mall.id} icon="clipboard-list" to={`/m/${mall.slug}/requests`} under={<bdi>{pickLocalized(mall.name, language)?.text}</bdi>}>
                {t('me.requests')}
              </LineLink>
            ))}
          </Sheet>
        </Section>
      )}
      {view.ties.length > 0 && (
        <Section>
          <SectionHead under={t('ties.hint')}>{t('ties.title')}</SectionHead>
          <Sheet list>
            {view.ties.map(({ mall, shop }) => (
              <Line key={shop.merchant}>
                <Form method="post" className="row">
                  <input type="hidden" name="intent" value="take-back-tie" />
                  <input type="hidden" name="mall" value={mall} />
                  <input type="hidden" name="merchant" value={shop.merchant} />
                  <span className="grow">
                    <ShopName names={shop.names} />
                  </span>
                  <Button size="desk">{t('ties.take-back')}</Button>
                </Form>
              </Line>
            ))}
          </Sheet>
        </Section>
      )}
    </>
  );
}
