import { useTranslation } from 'react-i18next';
import { ButtonLink, Buttons } from '#app/components/button.tsx';
import { BackBar, PageTitle, Section } from '#app/components/page.tsx';
import { PrintButton } from '#app/components/print-button.tsx';
import { Aside, Empty } from '#app/components/states.tsx';
import { ReportPaper } from './report-paper.tsx';
import type { ReportView } from './paper-answers.server.ts';

interface Place {
  back: string;
  backTitle: string;
  /** Address of the file with this ending. */
  file: (format: 'xlsx' | 'pdf') => string;
}

/** A report of a round or a pack to read, print or take along. */
export function ReportPage({ view: { paper, pdf, failed }, place, words }: { view: ReportView; place: Place; words: 'round' | 'pack' }) {
  const { t } = useTranslation('report');
  const said = words === 'pack' ? { title: t('pack.title'), lead: t('pack.lead') } : { title: t('title'), lead: t('lead') };
  if (!paper) {
    return (
      <>
        <BackBar to={place.back} title={place.backTitle} />
        <PageTitle>{said.title}</PageTitle>
        <Empty title={t('none')}>{t('none-text')}</Empty>
      </>
    );
  }
  return (
    <>
      <BackBar to={place.back} title={place.backTitle} />
      <PageTitle lead={said.lead} above={<p className="small quiet">{said.title}</p>}>
        <bdi>{paper.title}</bdi>
      </PageTitle>
      <Section near>
        <div className="pad">
          <Buttons>
          <ButtonLink to={place.file('xlsx')} download icon="file-download">
            {t('as-xlsx')}
          </ButtonLink>
          {pdf && (
            <ButtonLink to={place.file('pdf')} external icon="file-download">
              {t('as-pdf')}
            </ButtonLink>
          )}
          <PrintButton>{t('print')}</PrintButton>
          </Buttons>
        </div>
        {(failed || !pdf) && <Aside>{t(failed && pdf ? 'pdf-failed' : 'pdf-none')}</Aside>}
      </Section>
      <Section near>
        <div className="pad">
          <ReportPaper paper={paper} heading={false} />
        </div>
      </Section>
    </>
  );
}
