import { useTranslation } from 'react-i18next';
import type { SettingPart } from '#models/mall-settings.server.ts';
import { Table } from '#app/components/table.tsx';
import { differing, useValueLines } from './value-lines.ts';

/** More is a list to read on the page itself, not beside a change. */
const SHOWN = 20;

/** Two values of a part side by side: only what differs. `what` says which two. */
export function Differences({ part, before, after, what, caption }: { part: SettingPart; before: unknown; after: unknown; what: [before: string, after: string]; caption: string }) {
  const { t } = useTranslation('settings');
  const linesOf = useValueLines();
  const rows = differing(linesOf(part, before), linesOf(part, after));
  if (rows.length === 0) return <p className="quiet small">{t('planned.same')}</p>;
  const cell = (text: string) => <bdi>{text || t('planned.none')}</bdi>;
  return (
    <>
      <Table
        caption={caption}
        quiet
        columns={[
          { key: 'label', label: t('planned.what') },
          { key: 'before', label: what[0] },
          { key: 'after', label: what[1] },
        ]}
        rows={rows.slice(0, SHOWN).map(({ key, label, before: was, after: is }) => ({ key, cells: [<bdi key="label">{label}</bdi>, cell(was), cell(is)] }))}
      />
      {rows.length > SHOWN && <p className="quiet small">{t('planned.more', { count: rows.length - SHOWN })}</p>}
    </>
  );
}
