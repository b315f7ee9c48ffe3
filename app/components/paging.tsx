import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import styles from './paging.module.css';

interface PagingProps {
  /** Where the page before is; a list that is walked forwards only has `start` instead, its first page. */
  previous?: string;
  start?: string;
  next?: string;
  /** Shown between the two. */
  where?: { page: number; pages: number };
  /** The page stays where it is scrolled to: the list is a part of it. */
  still?: boolean;
}

/** From one page of a list to the next; nothing where the list has but one. */
export function Paging({ previous, start, next, where, still }: PagingProps) {
  const { t } = useTranslation('common');
  if (!previous && !start && !next) return null;
  const links = [
    { to: previous ?? start, word: t(previous ? 'page.previous' : 'page.first') },
    { to: next, word: t('page.next') },
  ];
  const [back, on] = links.map(({ to, word }) => to && <Link key={word} className={styles.way} to={to} preventScrollReset={still}>{word}</Link>);
  return (
    <nav className={`pad row ${styles.paging}`} aria-label={t('page.list')}>
      {back}
      <span className="grow quiet small">{where && t('page.of', where)}</span>
      {on}
    </nav>
  );
}

/** Addresses before and after a page whose number is known. @param at the address of a page */
export function numbered({ page, pages }: { page: number; pages: number }, at: (page: number) => string): Pick<PagingProps, 'previous' | 'next'> {
  return { ...(page > 1 && { previous: at(page - 1) }), ...(page < pages && { next: at(page + 1) }) };
}
