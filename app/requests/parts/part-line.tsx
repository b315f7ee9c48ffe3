import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Line } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import { useHolderName } from './holder-name.tsx';
import { partMark, usePartClock } from './part-words.tsx';
import type { PartCard } from './queries.server.ts';

/** One part in two lines: how it stands, with whom, until when. */
export function PartLine({ part, zone, minutesADay, now }: { part: PartCard; zone: string; minutesADay: number; now: Date }) {
  const { t } = useTranslation();
  const { formatDateTime } = useFormats();
  const nameOf = useHolderName();
  const left = usePartClock(minutesADay)(part.clock);
  return (
    <>
      <Mark state={partMark(part.state, part.clock)}>{t(`part.${part.state}`)}</Mark>
      {left && <span className="small quiet"> · {left}</span>}
      <p>
        <Num>{part.n}</Num> · <b><bdi>{nameOf(part.holder)}</bdi></b>
      </p>
      <p className="small quiet">
        {part.open && part.clock.dueAt && t('part.until', { time: formatDateTime(part.clock.dueAt, { zone, now }) })}
        {part.endedAt && formatDateTime(part.endedAt, { zone, now })}
      </p>
    </>
  );
}

/** All parts of a request, a line each. */
export function PartLines({ parts, ...shown }: Omit<Parameters<typeof PartLine>[0], 'part'> & { parts: readonly PartCard[] }) {
  return parts.map((part) => (
    <Line key={part.id}>
      <PartLine part={part} {...shown} />
    </Line>
  ));
}
