import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { ItemFacts } from './item-facts.tsx';
import type { Editing } from './queries.server.ts';
import type { UsedWork } from './use-work.ts';
import styles from './editing.module.css';

/** Both versions of what two people changed; one is chosen, and neither is lost before. */
export function Clashes({ editing, used, choose }: { editing: Editing; used: UsedWork; choose: (ids: readonly string[]) => void }) {
  const { t } = useTranslation('editing');
  const language = useLanguage();
  const { work, settle } = used;
  if (work.clashes.length === 0) return null;
  const whoOf = (id: string) => {
    const names = editing.people[editing.editors[id] ?? ''];
    return (names && pickLocalized(names, language)?.text) || t('clash.somebody');
  };
  return (
    <section className={styles.notice} aria-label={t('clash.title')}>
      <h2>{t('clash.title')}</h2>
      <p>{t('clash.lead')}</p>
      <ul>
        {work.clashes.map(({ id, theirs }) => {
          const mine = work.now.get(id) ?? null;
          const any = mine ?? theirs;
          return (
            <li key={id} className={styles.clash}>
              <button type="button" className={styles.link} onClick={() => choose([id])}>
                <bdi className="num">{(any?.type === 'unit' && any.number) || t('door.title')}</bdi>
              </button>
              <p>
                {t('clash.by')} <bdi>{whoOf(id)}</bdi>
              </p>
              <dl>
                <dt>{t('clash.mine')}</dt>
                <dd><ItemFacts item={mine} /></dd>
                <dt>{t('clash.theirs')}</dt>
                <dd><ItemFacts item={theirs} /></dd>
              </dl>
              <div className="row">
                <Button type="button" size="desk" onClick={() => settle(id, 'mine')}>{t('clash.keep-mine')}</Button>
                <Button type="button" size="desk" onClick={() => settle(id, 'theirs')}>{t('clash.keep-theirs')}</Button>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
