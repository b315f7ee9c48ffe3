import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#app/components/button.tsx';
import { Line, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { Num } from '#app/components/num.tsx';
import type { officerHome } from './home.server.ts';

interface OfficerHomeProps {
  slug: string;
  home: Awaited<ReturnType<typeof officerHome>>;
}

/** What is due today: the round, requests at the council, what ran over its time. */
export function OfficerHome({ slug, home: { beginning, round, total, requests, own, held, stuck, letters, warnings, plans, offers } }: OfficerHomeProps) {
  const { t } = useTranslation('home');
  const { t: common } = useTranslation();
  const language = useLanguage();
  const { formatNumber } = useFormats();
  const base = `/m/${slug}`;
  const counted = ({ count, more }: (typeof requests)['open']) => <Num>{`${formatNumber(count)}${more ? '+' : ''}`}</Num>;
  return (
    <>
      <PageTitle
        aside={
          <ButtonLink to={`${base}/notices/new`} icon="bell" size="desk">
            {t('officer.notice')}
          </ButtonLink>
        }
      >
        {t('officer.title')}
      </PageTitle>
      {beginning && (
        <Section near>
          <Sheet>
            <LineLink as="div" to={`${base}/manage/start`} icon="flag" under={t('officer.start-hint')}>
              <b>{t('officer.start')}</b>
            </LineLink>
          </Sheet>
        </Section>
      )}
      <Section>
        <SectionHead>{t('officer.round')}</SectionHead>
        <Sheet list>
          {round ? (
            <LineLink to={`${base}/visits/coverage`} icon="walk" under={t('officer.offered', { offered: formatNumber(total.offered), total: formatNumber(total.shops) })}>
              {pickLocalized(round.name, language)?.text}
            </LineLink>
          ) : (
            <Line>
              <span className="quiet">{t('officer.no-round')}</span>
            </Line>
          )}
        </Sheet>
      </Section>
      <Section>
        <Sheet list>
          {own.council && (
            <LineLink to={`${base}/requests?show=council`} icon="clipboard-list" aside={counted(requests.council)}>
              {t('officer.council')}
            </LineLink>
          )}
          {own.program && (
            <LineLink to={`${base}/requests?show=program`} icon="clipboard-list">
              {t('officer.program')}
            </LineLink>
          )}
          <LineLink to={`${base}/requests?show=all`} icon="list" aside={counted(requests.open)}>
            {t('officer.open')}
          </LineLink>
          <LineLink to={`${base}/requests?show=all`} icon="clock" aside={counted(requests.late)}>
            {t('officer.late')}
          </LineLink>
          {warnings > 0 && (
            <LineLink to={`${base}/manage/warnings`} icon="alert-triangle" aside={<Num>{formatNumber(warnings)}</Num>}>
              {t('officer.warnings')}
            </LineLink>
          )}
          {plans > 0 && (
            <LineLink to={`${base}/manage/help-plans`} icon="clipboard-list" aside={<Num>{formatNumber(plans)}</Num>}>
              {t('officer.plans')}
            </LineLink>
          )}
          <LineLink to={`${base}/dispatch`} icon="route" aside={offers > 0 && <Num>{formatNumber(offers)}</Num>}>
            {t('officer.dispatch')}
          </LineLink>
          {letters !== null && (
            <LineLink to={`${base}/manage/letters`} icon="messages" aside={letters > 0 && <Num>{formatNumber(letters)}</Num>}>
              {t('officer.letters')}
            </LineLink>
          )}
          {held > 0 && (
            <LineLink to={`${base}/manage/visits/held`} icon="walk" aside={<Num>{formatNumber(held)}</Num>}>
              {t('officer.held')}
            </LineLink>
          )}
          {stuck > 0 && (
            <LineLink to={`${base}/manage/roster/planned`} icon="building-store" aside={<Num>{formatNumber(stuck)}</Num>}>
              {t('officer.stuck')}
            </LineLink>
          )}
          <LineLink to={`${base}/programs`} icon="apps">
            {common('nav.programs')}
          </LineLink>
          <LineLink to={`${base}/manage`} icon="settings">
            {t('officer.manage')}
          </LineLink>
          <LineLink to={`${base}/what-the-office-sees`} icon="eye">
            {t('officer.office-sees')}
          </LineLink>
        </Sheet>
      </Section>
    </>
  );
}
