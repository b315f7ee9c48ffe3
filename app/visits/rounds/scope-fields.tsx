import { useTranslation } from 'react-i18next';
import { CheckGrid, RadioTiles } from '#app/components/choice.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { ScopeChoice } from './queries.server.ts';
import styles from './rounds.module.css';
import { SCOPE_KINDS } from './scope.ts';

/** All shops, or those of some grids, floors or trades. Every list is there without script; CSS shows the chosen one. */
export function ScopeFields({ choice, fill }: { choice: ScopeChoice; fill: FormErrors }) {
  const { t } = useTranslation(['rounds', 'common']);
  const language = useLanguage();
  const chosen = (name: string) => (fill.valueOf(name) ?? '').split(' ').filter(Boolean);
  const lists = {
    grids: choice.grids.map(({ _id, number }) => ({ value: _id, label: t('common:grid.named', { number }) })),
    levels: choice.levels.map(({ id, shortName }) => ({ value: id, label: t('common:grid.level', { level: shortName }) })),
    trades: choice.trades.map(({ key, names }) => ({ value: key, label: <bdi>{pickLocalized(names, language)?.text ?? key}</bdi> })),
  };
  return (
    <div className={styles.scope}>
      <RadioTiles name="scope" legend={t('new.scope')} columns={2} defaultValue={fill.valueOf('scope', 'all')} error={fill.errorOf('scope')} options={SCOPE_KINDS.map((value) => ({ value, label: t(`scope.${value}`) }))} />
      {(['grids', 'levels', 'trades'] as const).map((kind) => (
        <div key={kind} data-of={kind}>
          <CheckGrid name={kind} legend={t(`scope.${kind}`)} defaultValue={chosen(kind)} error={fill.errorOf(kind)} options={lists[kind]} />
        </div>
      ))}
    </div>
  );
}
