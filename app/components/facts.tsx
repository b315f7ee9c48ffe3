import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import styles from './facts.module.css';

interface Fact {
  key: string;
  label: ReactNode;
  value: ReactNode;
}

function FactList({ facts, className }: { facts: readonly Fact[]; className: string | undefined }) {
  return (
    <dl className={className}>
      {facts.map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Label and value in two columns: a shop's trade, grid and manager. */
export function DefinitionList({ facts }: { facts: readonly Fact[] }) {
  return <FactList facts={facts} className={styles.list} />;
}

/** Two or three figures beside each other between hairlines: cost, first response, done this month. */
export function KeyFacts({ facts }: { facts: readonly Fact[] }) {
  return <FactList facts={facts} className={styles.keys} />;
}

/** Small lines with an icon each: when, where, what was promised. `inline` puts them beside each other. */
export function Facts({ facts, inline = false }: { facts: readonly { key: string; icon: IconName; text: ReactNode }[]; inline?: boolean }) {
  return (
    <ul className={inline ? styles.inline : styles.facts}>
      {facts.map(({ key, icon, text }) => (
        <li key={key}>
          <Icon name={icon} size={18} />
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}

/** What a visit's row on My record says: kind of thing, words, and a quiet rest; a stroke before it. */
export function Part({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <span>{label}: </span>
      {children}
    </div>
  );
}
