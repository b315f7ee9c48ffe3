import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import styles from './search-field.module.css';

interface SearchProps {
  label: string;
  query: string;
  /** Where its answer is; this page when left out. */
  action?: string;
  /** Goes along with the search. */
  kept?: Record<string, string>;
  /** Stands above the field, with what may be searched for under it; else the label stands in the field. */
  hint?: ReactNode;
}

/** One line to search by, as `q`, with its button beside it. */
export function SearchField({ label, query, action, hint, kept = {} }: SearchProps) {
  const { t } = useTranslation();
  return (
    <Form className={styles.search} role="search" action={action}>
      {Object.entries(kept).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <Field name="q" type="search" label={label} hint={hint} quiet={!hint} placeholder={hint ? undefined : label} icon="zoom" defaultValue={query} key={query} maxLength={60} dir="auto" />
      <Button>{t('button.search')}</Button>
    </Form>
  );
}
