import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormErrors } from './form-errors.ts';
import { Shape } from './icon.tsx';
import styles from './field.module.css';

/** Above a form that was refused: takes the focus and links to the fields. `labels` names them as the form does. */
export function FormErrorSummary({ errors, labels = {}, prefix = 'f-' }: { errors: FormErrors; labels?: Record<string, ReactNode>; prefix?: string }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { refusal, all } = errors;
  useEffect(() => {
    if (refusal) box.current?.focus();
  }, [refusal]);
  if (!refusal) return null;
  return (
    <div ref={box} className={styles.summary} tabIndex={-1} role="alert">
      <p className={styles.error}>
        <Shape name="bad" />
        <b>{t('form.summary')}</b>
      </p>
      <p className="small">{t('form.summary-kept')}</p>
      <ul>
        {all.map(({ field, text }) => (
          <li key={field}>
            {field === 'form' ? (
              text
            ) : (
              <a href={`#${prefix}${field}`}>
                {labels[field] ? <>{labels[field]}: </> : null}
                {text}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
