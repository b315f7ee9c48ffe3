import type { ButtonHTMLAttributes, LabelHTMLAttributes, ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import styles from './talk.module.css';

/** The big button to hold while speaking. It only looks and says; recording belongs to the page. */
export function TalkButton({ children, under, pressed, ...button }: { children: ReactNode; under?: ReactNode; pressed?: boolean } & Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className' | 'type'>) {
  return (
    <button {...button} type="button" className={styles.talk} aria-pressed={pressed}>
      <span className={styles.disc}>
        <Icon name="microphone" size={34} />
      </span>
      <b>{children}</b>
      {under && <span>{under}</span>}
    </button>
  );
}

/** Other ways, two beside each other. */
export function Ways({ children }: { children: ReactNode }) {
  return <div className={styles.ways}>{children}</div>;
}

/** A way that is a file to choose or a field to go to: the label of an input with this id. */
export function Way({ icon, children, ...label }: { icon: IconName; children: ReactNode } & Omit<LabelHTMLAttributes<HTMLLabelElement>, 'className'>) {
  return (
    <label {...label} className={styles.way}>
      <Icon name={icon} />
      {children}
    </label>
  );
}

/** Something that goes with the request: a picture or a recording, with its way out. */
export function Clip({ lead, children, under, removeLabel, onRemove }: { lead: ReactNode; children: ReactNode; under?: ReactNode; removeLabel?: string; onRemove?: () => void }) {
  return (
    <div className={styles.clip}>
      <span className={styles.thumb}>{lead}</span>
      <span className="grow">
        {children}
        {under && <small>{under}</small>}
      </span>
      {removeLabel && <IconButton type="button" icon="x" label={removeLabel} onClick={onRemove} />}
    </div>
  );
}

/** Photos and papers of an event, small, each a link. */
export function Attachments({ items }: { items: readonly { key: string; href: string; label: ReactNode; image?: string }[] }) {
  return (
    <ul className={styles.attachments}>
      {items.map(({ key, href, label, image }) => (
        <li key={key}>
          <a href={href}>
            {image ? <img src={image} alt="" loading="lazy" width={44} height={44} /> : <Icon name="photo" size={20} />}
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}
