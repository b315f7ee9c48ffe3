import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Line } from '#app/components/page.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { SettingLine } from './queries.server.ts';

/** What was set, when, by whom, and from which day on. `action` puts buttons beside what isn't in effect yet. */
export function SettingLines({ lines, zone, now, action }: { lines: readonly SettingLine[]; zone: string; now: Date; action?: (line: SettingLine) => ReactNode }) {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const { formatDay, formatDateTime } = useFormats();
  return lines.map((line) => {
    const { version, part, from, state, by, confirmedBy, at, changed } = line;
    const name = by && pickLocalized(by, language)?.text;
    const second = confirmedBy && pickLocalized(confirmedBy, language)?.text;
    return (
      <Line key={version}>
        <div className="stack-1">
          <b>
            {t(`part.${part}.name`)} · {t(`state.${state}`)}
          </b>
          <p className="small">
            {by ? t('history.from', { day: formatDay(from) }) : t('history.founding')}
            {changed.length > 0 && ` · ${t('history.changed', { count: changed.length })}`}
          </p>
          <p className="small quiet">
            <bdi className="num">{version}</bdi>
            {by && (
              <>
                {' · '}
                <bdi>{name || t('history.somebody')}</bdi>
                {second && (
                  <>
                    {' + '}
                    <bdi>{second}</bdi>
                  </>
                )}
                {' · '}
                {formatDateTime(at, { zone, now })}
              </>
            )}
          </p>
          {action?.(line)}
        </div>
      </Line>
    );
  });
}
