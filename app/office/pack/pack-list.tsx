import { useTranslation } from 'react-i18next';
import { BackBar, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Empty } from '#app/components/states.tsx';

export interface PackLine {
  key: string;
  kind: 'week' | 'month';
  title: string;
}
interface Props {
  packs: readonly PackLine[];
  /** Says to whom and when: to the merchants first. */
  reader: 'mall' | 'office';
  back: { to: string; title: string };
  to: (key: string) => string;
}

/** Packs that are ready, weeks and months, the newest first. */
export function PackList({ packs, reader, back, to }: Props) {
  const { t } = useTranslation('report');
  return (
    <>
      <BackBar to={back.to} title={back.title} />
      <PageTitle lead={t(`pack.when-${reader}`)}>{t('pack.title')}</PageTitle>
      {packs.length === 0 && <Empty title={t('pack.none')}>{t('pack.none-text')}</Empty>}
      {(['week', 'month'] as const).map((kind) => {
        const lines = packs.filter((pack) => pack.kind === kind);
        return (
          lines.length > 0 && (
            <Section key={kind}>
              <SectionHead>{t(`pack.${kind}s`)}</SectionHead>
              <Sheet list>
                {lines.map(({ key, title }) => (
                  <LineLink key={key} to={to(key)} icon="file-analytics">
                    {title}
                  </LineLink>
                ))}
              </Sheet>
            </Section>
          )
        );
      })}
    </>
  );
}
