import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { Select } from './field.tsx';
import styles from './field.module.css';

const Opened = lazy(() => import('./search-select-opened.tsx'));

export interface SearchSelectProps {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  defaultValue?: string;
  hint?: string;
  error?: string;
  optional?: boolean;
  id?: string;
}

/**
 * For long lists: the device's own, and beside it a way to search, whose part (Mantine's) loads when it is pressed.
 * Without script only the list is there.
 */
export function SearchSelect({ options, ...around }: SearchSelectProps) {
  const { t } = useTranslation();
  const [ready, setReady] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => setReady(true), []);
  const native = (
    <div ref={list} className={styles.searchable}>
      <Select {...around}>
        {around.optional && <option value="">{t('state.none')}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      {ready && <IconButton type="button" lined icon="zoom" label={t('button.search')} onClick={() => setChosen(list.current?.querySelector('select')?.value ?? '')} />}
    </div>
  );
  if (chosen === undefined) return native;
  return (
    <Suspense fallback={native}>
      <Opened {...around} options={options} defaultValue={chosen} />
    </Suspense>
  );
}
