import { useTranslation } from 'react-i18next';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Count, LineLink, Sheet } from '#app/components/page.tsx';
import { useFormats } from '#app/i18n/react.ts';
import type { IncidentCard } from './queries.server.ts';
import { SHOWN } from './rules.ts';
import { Said } from './said.tsx';

interface ListProps {
  incidents: readonly IncidentCard[];
  to(id: string): string;
  zone: string;
  now: Date;
}

export const STATE_MARKS = { running: 'work', ended: 'ok', withdrawn: 'pause' } as const;

/** Incidents as rows: what happened, how its offers stand, and how many wait for the reader. */
export function IncidentList({ incidents, to, zone, now }: ListProps) {
  const { t } = useTranslation('dispatch');
  const { formatDateTime, formatNumber } = useFormats();
  return (
    <Sheet list>
      {incidents.map(({ id, kind, state, what, openedAt, sums, yours }) => (
        <LineLink
          key={id}
          to={to(id)}
          icon={kind === 'fire' ? 'flame' : kind === 'water' ? 'droplet' : 'alert-triangle'}
          aside={yours > 0 && <Count>{formatNumber(yours)}</Count>}
          under={
            <>
              <Mark state={STATE_MARKS[state]}>{t(`state.${state}`)}</Mark> {t(`kind.${kind}`)} · {t('opened', { at: formatDateTime(openedAt, { zone, now }) })}
              {SHOWN.filter((one) => sums[one]).map((one) => (
                <span key={one}>
                  {' '}
                  · {t(`shown.${one}`)} <Num>{formatNumber(sums[one] ?? 0)}</Num>
                </span>
              ))}
              {yours > 0 && <span className="visually-hidden"> · {t('yours')}</span>}
            </>
          }
        >
          <Said words={what} />
        </LineLink>
      ))}
    </Sheet>
  );
}
