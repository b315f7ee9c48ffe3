import { useTranslation } from 'react-i18next';
import { useFormats } from './react.ts';
import { namesComparer } from './sorting.ts';

const ZONE = 'Asia/Urumqi';
const NOW = new Date('2026-03-12T05:20:00Z');
const hoursLater = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);
const NAMES = ['石榴花布艺', 'Бақыт шайханасы', 'ئانارگۈل رەختلىرى', 'Мир ткани', '阿凡提箱包', 'F1-10', 'F1-9', 'Mir'];

/** One of everything that `formats.ts` writes, with a clock that stands still: for the page of parts, and for comparing server and browser. */
export function LanguageSamples() {
  const { t } = useTranslation(['common', 'words']);
  const { formatDay, formatHalfDay, formatDateTime, formatRelative, formatDuration, formatUnit, formatNumber, formatPercent, formatList, language } = useFormats();
  const samples = {
    long: formatDay('2026-05-03', { style: 'long' }),
    near: formatDay('2026-03-15', { today: '2026-03-12' }),
    short: formatDay('2026-11-15', { today: '2026-03-12' }),
    half: formatHalfDay('2026-03-11', 'am', { today: '2026-03-12' }),
    moment: formatDateTime(NOW, { zone: ZONE, now: NOW, withZone: true }),
    relative: formatList([-300, -20, -1, 0, 0.5, 3, 24, 100].map((hours) => formatRelative(hoursLater(hours), { zone: ZONE, now: NOW }))),
    duration: formatList([0.5, 42, 320, 2400].map((minutes) => formatDuration(minutes, { minutesADay: 480 }))),
    units: formatList([1, 2, 5, 21].flatMap((count) => (['day', 'working-hour', 'month'] as const).map((unit) => formatUnit(count, unit)))),
    numbers: formatList([formatNumber(1234567.891, 2), formatNumber(-5), formatPercent(0.96)]),
    names: NAMES.toSorted(namesComparer(language)).join(' · '),
    plurals: [1, 3, 5, 21].map((count) => t('form.characters-left', { count })).join(' · '),
    words: `${t('words:role.manager')} · ${t('words:stage.received')} · ${t('words:trade.naan-bakery')}`,
  };
  return (
    <dl>
      {Object.entries(samples).map(([name, text]) => (
        <div key={name}>
          <dt lang="en">{name}</dt>
          <dd data-sample={name}>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
