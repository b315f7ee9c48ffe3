import { useTranslation } from 'react-i18next';
import { Strip } from '#app/components/states.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { ClockPreview } from './clock-source.server.ts';

/** What a change would do to the clocks that run now: sums, how far the furthest moves, and the most urgent by number. */
export function PreviewStrip({ preview, zone, now }: { preview: ClockPreview; zone: string; now: Date }) {
  const { t } = useTranslation('settings');
  const { formatDateTime, formatDuration, formatUnit } = useFormats();
  const span = (minutes: number) => (minutes >= 2 * 1440 ? formatUnit(Math.round(minutes / 1440), 'day') : formatDuration(minutes));
  const { open, more, earlier, later, over, furthest, first } = preview;
  const moved = [
    t('preview.earlier', { count: earlier }) + (furthest.earlier > 0 ? ` (${t('preview.at-most', { span: span(furthest.earlier) })})` : ''),
    t('preview.later', { count: later }) + (furthest.later > 0 ? ` (${t('preview.at-most', { span: span(furthest.later) })})` : ''),
    t('preview.over', { count: over }),
  ];
  return (
    <Strip tone={over > 0 ? 'warn' : 'news'} icon="clock" title={t('preview.title', { count: open })} live>
      <p className="small">{moved.join(' · ')}</p>
      {more && <p className="small">{t('preview.more')}</p>}
      {first.length > 0 && (
        <ul className="small">
          {first.map(({ number, from, to }) => (
            <li key={number}>
              <bdi className="num">{number}</bdi>: {to ? t('preview.moves', { from: formatDateTime(from, { zone, now }), to: formatDateTime(to, { zone, now }) }) : t('preview.ends', { from: formatDateTime(from, { zone, now }) })}
            </li>
          ))}
        </ul>
      )}
      <p className="small">{t('preview.without')}</p>
    </Strip>
  );
}
