import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { Editing } from './queries.server.ts';
import type { Problem } from './rules.ts';
import type { UsedWork } from './use-work.ts';
import styles from './editing.module.css';

interface DrawingStateProps {
  used: UsedWork;
  editing: Editing;
  choose: (ids: readonly string[]) => void;
}

/** What isn't saved yet, the button for it, and what the server, or somebody else, made of the plan. */
export function DrawingState({ used, editing, choose }: DrawingStateProps) {
  const { t } = useTranslation('editing');
  const language = useLanguage();
  const { answer, pending, work, others } = used;
  const blocked = work.clashes.length > 0;
  const people = [...new Set(others.map((id) => editing.editors[id] ?? ''))].map((account) => pickLocalized(editing.people[account] ?? {}, language)?.text ?? t('clash.somebody'));
  const problems = answer?.outcome === 'refused' ? answer.refused : [];
  const warned = answer?.outcome === 'saved' ? answer.warned : [];
  return (
    <div className={styles.state}>
      <div role="status">
        {used.restored > 0 && pending.length > 0 && <p>{t('state.restored', { count: used.restored })}</p>}
        {used.unkept && <p>{t('state.unkept')}</p>}
        {others.length > 0 && <p>{t('state.others', { count: others.length, names: people.join(', ') })}</p>}
        {answer?.outcome === 'saved' && pending.length === 0 && <p>{t('state.saved', { count: answer.count })}</p>}
        {answer?.outcome === 'saved' && answer.apart.length > 0 && <p>{t('state.apart')}</p>}
        {answer?.outcome === 'clashes' && blocked && <p>{t('state.clashes')}</p>}
      </div>
      <Problems title={t('state.refused')} problems={problems} choose={choose} />
      <Problems title={t('state.warned')} problems={warned} choose={choose} />
      <div className={styles.save}>
        <p>{pending.length > 0 ? t('state.unsaved', { count: pending.length }) : t('state.none')}</p>
        <Button type="button" look="main" disabled={used.saving} onClick={() => (blocked || pending.length === 0 ? undefined : used.save())}>
          {t('do.save')}
        </Button>
      </div>
    </div>
  );
}

function Problems({ title, problems, choose }: { title: string; problems: readonly Problem[]; choose: DrawingStateProps['choose'] }) {
  const { t } = useTranslation('editing');
  if (problems.length === 0) return null;
  return (
    <div className={styles.notice} role="alert">
      <h2>{title}</h2>
      <ul>
        {problems.slice(0, 20).map(({ item, key, number, other = '' }) => (
          <li key={item + key + other}>
            <button type="button" className={styles.link} onClick={() => choose([item])}>
              {t(`problem.${key}`, { number: number || t('list.no-number'), other: other || t('list.no-number') })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
