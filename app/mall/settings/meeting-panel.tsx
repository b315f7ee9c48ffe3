import { useTranslation } from 'react-i18next';
import type { SettingPart } from '#models/mall-settings.server.ts';
import { Button, Buttons } from '#app/components/button.tsx';
import { Section, SectionHead } from '#app/components/page.tsx';
import { Strip } from '#app/components/states.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { Differences } from './differences.tsx';
import type { ComingLine } from './queries.server.ts';

/** What an officer is shown whose change meets another's. */
export interface MeetingView {
  why: 'meanwhile' | 'planned';
  stand: string;
  /** Changes she hadn't seen. */
  news: ComingLine[];
  coming: ComingLine[];
  theirs: unknown;
  mine: unknown;
  from: string;
}

/** Who changed what meanwhile, which changes to come hers meets, and both values. She chooses: hers over it, or what is there. */
export function MeetingPanel({ part, meeting, zone, now }: { part: SettingPart; meeting: MeetingView; zone: string; now: Date }) {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const { formatDay, formatDateTime } = useFormats();
  const { why, news, coming, theirs, mine, from } = meeting;
  const who = ({ by }: ComingLine) => (by && pickLocalized(by, language)?.text) || t('history.somebody');
  return (
    <Section near>
      <Strip tone="warn" icon="users" title={why === 'meanwhile' ? t('meeting.title') : t('meeting.planned-title')} live>
        {news.map((line) => (
          <p key={line.version} className="small">
            {t(line.state === 'waiting' ? 'meeting.proposed' : 'meeting.saved', { who: who(line), at: formatDateTime(line.at, { zone, now }), day: formatDay(line.from) })}
          </p>
        ))}
        {why === 'meanwhile' && news.length === 0 && <p className="small">{t('meeting.moved')}</p>}
        {coming.map((line) => (
          <p key={`c${line.version}`} className="small">
            {t(line.from > from ? 'meeting.undone' : 'meeting.undoes', { day: formatDay(line.from), who: who(line) })}
          </p>
        ))}
        <p className="small">{t('meeting.choose')}</p>
      </Strip>
      <SectionHead>{t('meeting.both', { day: formatDay(from) })}</SectionHead>
      <Differences part={part} before={theirs} after={mine} what={[t('meeting.theirs'), t('meeting.mine')]} caption={t('meeting.both', { day: formatDay(from) })} />
      {coming
        .filter((line) => line.from > from)
        .map((line) => (
          <div key={line.version}>
            <SectionHead>{t('meeting.then', { day: formatDay(line.from) })}</SectionHead>
            <Differences part={part} before={mine} after={line.value} what={[t('meeting.mine'), t('meeting.then-theirs')]} caption={t('meeting.then', { day: formatDay(line.from) })} />
          </div>
        ))}
      <Buttons>
        <Button look="main" size="desk" name="intent" value="save">
          {t('meeting.save-mine')}
        </Button>
        <Button size="desk" name="intent" value="theirs">
          {t('meeting.keep-theirs')}
        </Button>
      </Buttons>
    </Section>
  );
}
