import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, Narrow, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { getRosterMall } from '#app/mall/roles/public-mall.server.ts';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { type EmergencyNumber, emergencyNumbers, isCountryNumber } from '#app/platform/mall-settings.ts';
import styles from './emergency.module.css';

export const handle = { i18n: ['emergency'], title: (t) => t('emergency:title') } satisfies PageHandle;

export const loader = openToAnyone(async (visitor) => {
  const { mall } = await getRosterMall(visitor);
  return { mall: mall.name, numbers: emergencyNumbers(mall).map((one): EmergencyNumber => one) };
});

/** For everybody who stands in the mall: whom to call, and what to say. */
export default function EmergencyPageRoute() {
  const { mall, numbers } = useLoaderData<typeof loader>();
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const nameOf = ({ id, names }: EmergencyNumber) => (isCountryNumber(id) ? t(`country.${id}`) : ((names && pickLocalized(names, language)?.text) ?? ''));
  return (
    <Narrow>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <Section near>
        <Sheet list>
          {numbers.map((one) => (
            <Line key={one.id}>
              <div className={styles.number}>
                <span className="grow">
                  <bdi>{nameOf(one)}</bdi>
                  <b className={styles.digits}>
                    <Num>{one.number}</Num>
                  </b>
                </span>
                <ButtonLink external look="main" size="thumb" icon="phone" to={`tel:${one.number.replace(/[^\d+*#]/g, '')}`}>
                  {t('call')}
                </ButtonLink>
              </div>
            </Line>
          ))}
        </Sheet>
      </Section>
      <Section>
        <SectionHead>{t('say.title')}</SectionHead>
        <Sheet list>
          <Line>{t('say.where', { mall: pickLocalized(mall, language)?.text ?? '' })}</Line>
          <Line>{t('say.what')}</Line>
          <Line>{t('say.stay')}</Line>
        </Sheet>
      </Section>
      <Section>
        <p className="pad quiet">{t('afterwards')}</p>
      </Section>
    </Narrow>
  );
}
