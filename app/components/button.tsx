import { Link } from '@remix-run/react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import styles from './button.module.css';

interface Look {
  /** One `main` a view, named by what happens. */
  look?: 'main' | 'plain' | 'text' | 'danger';
  /** 48 px; `thumb` 56 (a phone page's main button), `desk` 36 with a fine pointer and 44 without. */
  size?: 'thumb' | 'desk';
  wide?: boolean;
  icon?: IconName;
  children: ReactNode;
}

function classOf({ look = 'plain', size, wide }: Omit<Look, 'children'>): string {
  return [styles.button, styles[look], size && styles[size], wide && styles.wide].filter(Boolean).join(' ');
}

function Inside({ icon, children }: Pick<Look, 'icon' | 'children'>) {
  return (
    <>
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </>
  );
}

/** Submits unless told otherwise. Disabled only while sending; else let press and say why not. */
export function Button({ look, size, wide, icon, children, type = 'submit', ...rest }: Look & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'>) {
  return (
    <button {...rest} type={type} className={classOf({ look, size, wide })}>
      <Inside icon={icon}>{children}</Inside>
    </button>
  );
}

/** Looks like a button and goes somewhere. `external` for files, phone numbers and anything outside the portal's routes. */
export function ButtonLink({ to, external, download, look, size, wide, icon, children }: Look & { to: string; external?: boolean; download?: boolean | string }) {
  const inside = <Inside icon={icon}>{children}</Inside>;
  if (external || download !== undefined) {
    return (
      <a href={to} download={download} className={classOf({ look, size, wide })}>
        {inside}
      </a>
    );
  }
  return (
    <Link to={to} className={classOf({ look, size, wide })}>
      {inside}
    </Link>
  );
}

/** Two or three of equal width beside each other, main at inline-start; stacked where a label would wrap. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className={styles.buttons}>{children}</div>;
}

interface IconButtonProps {
  icon: IconName;
  /** What it does, in words: there is no text beside it. */
  label: string;
  lined?: boolean;
}

export function IconButton({ icon, label, lined, type = 'submit', ...rest }: IconButtonProps & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'>) {
  return (
    <button {...rest} type={type} className={`${styles.icon}${lined ? ` ${styles.lined}` : ''}`} aria-label={label} title={label}>
      <Icon name={icon} />
    </button>
  );
}

export function IconLink({ icon, label, lined, to, external }: IconButtonProps & { to: string; external?: boolean }) {
  const className = `${styles.icon}${lined ? ` ${styles.lined}` : ''}`;
  return external ? (
    <a href={to} className={className} aria-label={label} title={label}>
      <Icon name={icon} />
    </a>
  ) : (
    <Link to={to} className={className} aria-label={label} title={label}>
      <Icon name={icon} />
    </Link>
  );
}
