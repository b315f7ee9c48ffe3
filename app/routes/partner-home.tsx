import { useTranslation } from 'react-i18next';
import { PageTitle, Section } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';

/** A partner sees what was assigned to it, and only that, for as long as it is. */
export function PartnerHome({ partners }: { partners: readonly { id: string; names: Localized }[] }) {
  const { t } = useTranslation('home');
  const language = useLanguage();
  const names = partners.flatMap((partner) => pickLocalized(partner.names, language)?.text ?? []);
  return (
    <>
      <PageTitle lead={names.length > 0 ? t('partner.for', { name: names.join(' · ') }) : undefined}>{t('partner.title')}</PageTitle>
      <Section>
        <Empty title={t('partner.none')} />
      </Section>
    </>
  );
}
