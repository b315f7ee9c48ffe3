import { useTranslation } from 'react-i18next';
import { PageTitle, Section } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';

/** A partner sees what was assigned to it, and only that, for as long as it is. */
export function PartnerHome() {
  const { t } = useTranslation('home');
  return (
    <>
      <PageTitle>{t('partner.title')}</PageTitle>
      <Section>
        <Empty title={t('partner.none')} />
      </Section>
    </>
  );
}
