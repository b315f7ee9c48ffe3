import { useTranslation } from 'react-i18next';
import { Columns, Panel } from '#app/components/page.tsx';
import { DefinitionList } from '#app/components/facts.tsx';
import { Num } from '#app/components/num.tsx';
import styles from './bringing.module.css';

const READ = ['features', 'buildings', 'levels', 'units', 'lettable', 'openings', 'grids', 'mended', 'skipped'] as const;
const CHANGES = ['newBuildings', 'newLevels', 'newUnits', 'changedUnits', 'sameUnits', 'leftUnits', 'newOpenings', 'changedOpenings', 'newGrids', 'keptFeatures'] as const;

/** What was read, and what it does to the plan that is there: two short lists. */
export function SetFacts({ counts, changes, state }: { counts: Record<string, number>; changes: Record<string, number> | null; state: string }) {
  const { t } = useTranslation('bringing');
  const nothing = changes && CHANGES.every((key) => key === 'sameUnits' || key === 'leftUnits' || !changes[key]);
  const lineOf = <K extends string>(group: 'read' | 'change', key: K, value: number) => ({ key, label: t(`${group}.${key}` as 'read.units'), value: <Num>{value}</Num> });
  return (
    <Columns>
      <Panel title={t('read.title')}>
        <div className={styles.facts}>
          <DefinitionList facts={READ.filter((key) => counts[key] || ['units', 'levels', 'skipped'].includes(key)).map((key) => lineOf('read', key, counts[key] ?? 0))} />
        </div>
      </Panel>
      {changes && (
        <Panel title={state === 'ready' ? t('change.title') : t('change.title-done')}>
          <div className={styles.facts}>
            <DefinitionList facts={CHANGES.filter((key) => changes[key]).map((key) => lineOf('change', key, changes[key] ?? 0))} />
            {nothing && <p className="quiet small">{t('change.nothing')}</p>}
          </div>
        </Panel>
      )}
    </Columns>
  );
}
