import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, Shape } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import styles from './field.module.css';

interface Around {
  name: string;
  label: ReactNode;
  /** Under the label: what it is for, how it is written. */
  hint?: ReactNode;
  /** Under the field: what is wrong and what to do, from `errorOf(name)`. */
  error?: string;
  /** Says so beside the label, unless a heading above has `said` it; what isn't optional is needed. */
  optional?: boolean | 'said';
  /** Where two forms of a page share names. */
  id?: string;
  /** The label is said, not shown: a search field beside its button. */
  quiet?: boolean;
}

function describedBy(id: string, { hint, error }: Pick<Around, 'hint' | 'error'>): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className={styles.error}>
      <Shape name="bad" />
      <span>{children}</span>
    </p>
  );
}

function Surround({ label, hint, error, optional, id, quiet, children }: Around & { id: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={quiet ? 'visually-hidden' : undefined}>
        {label} {optional === true && <small>{t('state.optional')}</small>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

type FieldProps = Around & { icon?: IconName } & Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'name' | 'id'>;

/** One line of text, a date, a number, a password. Uncontrolled: it works before and without script. */
export function Field({ name, label, hint, error, optional, quiet, icon, id = `f-${name}`, ...input }: FieldProps) {
  return (
    <Surround {...{ name, label, hint, error, optional, id, quiet }}>
      <span className={icon ? styles.withIcon : undefined}>
        {icon && <Icon name={icon} size={20} />}
        <input {...input} id={id} name={name} className={styles.input} required={false} aria-required={!optional && !quiet ? true : undefined} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { hint, error })} />
      </span>
    </Surround>
  );
}

type TextAreaProps = Around & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'name' | 'id'>;

export function TextArea({ name, label, hint, error, optional, quiet, id = `f-${name}`, rows = 3, ...area }: TextAreaProps) {
  return (
    <Surround {...{ name, label, hint, error, optional, id, quiet }}>
      <textarea {...area} id={id} name={name} rows={rows} className={styles.input} dir={area.dir ?? 'auto'} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { hint, error })} />
    </Surround>
  );
}

type SelectProps = Around & Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className' | 'name' | 'id'>;

/** The device's own list; children are `<option>`s. */
export function Select({ name, label, hint, error, optional, quiet, id = `f-${name}`, children, ...select }: SelectProps) {
  return (
    <Surround {...{ name, label, hint, error, optional, id, quiet }}>
      <span className={styles.select}>
        <select {...select} id={id} name={name} className={styles.input} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { hint, error })}>
          {children}
        </select>
        <Icon name="chevron-down" size={20} />
      </span>
    </Surround>
  );
}

/** Six digits, one box each, in one field that every keyboard and password manager understands. */
export function CodeField({ name, label, hint, error, id = `f-${name}`, digits = 6, secret = false, ...input }: FieldProps & { digits?: number; secret?: boolean }) {
  return (
    <Surround {...{ name, label, hint, error, id }}>
      <input {...input} id={id} name={name} type={secret ? 'password' : 'text'} inputMode="numeric" maxLength={digits} dir="ltr" className={`${styles.input} ${styles.code}`} aria-invalid={error ? true : undefined} aria-describedby={describedBy(id, { hint, error })} />
    </Surround>
  );
}

/** Two fields beside each other where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** Fields below each other at the page's margin; `plain` where a panel gives the margin. */
export function Fields({ children, plain = false }: { children: ReactNode; plain?: boolean }) {
  return <div className={`${styles.fields}${plain ? '' : ` ${styles.margin}`}`}>{children}</div>;
}
