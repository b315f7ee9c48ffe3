import { Form, Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { SettingPart } from '#models/mall-settings.server.ts';
import { Button, Buttons } from '#app/components/button.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { Differences } from './differences.tsx';
import type { ComingLine } from './queries.server.ts';

/** Changes of a part that aren't in effect yet, by their day: what each replaces, and a button that takes it back. */
export function ComingChanges({ part, base, coming, zone, now }: { part: SettingPart; base: string; coming: readonly ComingLine[]; zone: string; now: Date }) {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const { formatDay, formatDateTime } = useFormats();
  if (coming.length === 0) return null;
  return (
    <Section near id="coming">
      <SectionHead under={t('planned.lead')}>{t('coming.title')}</SectionHead>
      <Sheet list>
        {coming.map(({ version, from, state, by, at, value, before, replaces }) => (
          <Line key={version}>
            <div className="stack-1">
              <b>
                {t('planned.from', { day: formatDay(from) })} · {t(`state.${state}`)}
              </b>
              <p className="small quiet">
                <bdi>{(by && pickLocalized(by, language)?.text) || t('history.somebody')}</bdi> · {formatDateTime(at, { zone, now })}
              </p>
              <p className="small">{replaces ? t('planned.replaces', { day: formatDay(replaces.from) }) : t('planned.replaces-now')}</p>
              <Differences part={part} before={before} after={value} what={[t('planned.before'), t('planned.after')]} caption={t('planned.from', { day: formatDay(from) })} />
              <Form method="post" action={base}>
                <input type="hidden" name="version" value={version} />
                <input type="hidden" name="back" value={part} />
                <Buttons>
                  <Button size="desk" name="intent" value="withdraw">
                    {t('decide.withdraw')}
                  </Button>
                  {state === 'planned' && (
                    <Link to={`${base}/${part}?on=${from}`} reloadDocument>
                      {t('planned.change')}
                    </Link>
                  )}
                </Buttons>
              </Form>
            </div>
          </Line>
        ))}
      </Sheet>
    </Section>
  );
}
