import { useTranslation } from 'react-i18next';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { type ContentLanguage, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { RequestDetail } from '../detail.server.ts';
import { Words } from '../history-view.tsx';

/** It isn't the association's business: whose it is, and how she gets there. */
export function WhoseSection({ whose, content }: { whose: NonNullable<RequestDetail['whose']>; content: ContentLanguage }) {
  const { t } = useTranslation('requests');
  const language = useLanguage();
  const name = whose.names && pickLocalized(whose.names, language)?.text;
  return (
    <Section id="whose">
      <SectionHead under={t('whose.under')}>{t('whose.title')}</SectionHead>
      <Sheet>
        <Line as="div">
          {name && (
            <p className="strong">
              <bdi>{name}</bdi>
            </p>
          )}
          {whose.words && <Words said={whose.words} content={content} alone={false} />}
        </Line>
      </Sheet>
    </Section>
  );
}
