import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-names.ts';
import styles from './timeline.module.css';

/** What happened, newest first. */
export function Timeline({ children }: { children: ReactNode }) {
  return <ol className={styles.timeline}>{children}</ol>;
}

interface TimelineEventProps {
  icon: IconName;
  /** What happened, in a sentence. */
  children: ReactNode;
  /** When, and who with role; "by itself" for what the clock did. */
  when: ReactNode;
  strong?: boolean;
  /** Photos, papers: below. */
  more?: ReactNode;
}

export function TimelineEvent({ icon, children, when, strong = false, more }: TimelineEventProps) {
  return (
    <li>
      <span className={`${styles.dot}${strong ? ` ${styles.strong}` : ''}`}>
        <Icon name={icon} size={16} />
      </span>
      <div>
        <p>{children}</p>
        <p className={styles.when}>{when}</p>
        {more}
      </div>
    </li>
  );
}

/** What comes next, in numbered steps; the first is now. */
export function NextSteps({ steps }: { steps: readonly { key: string; text: ReactNode; under?: ReactNode }[] }) {
  return (
    <ol className={styles.next}>
      {steps.map(({ key, text, under }, at) => (
        <li key={key}>
          <i>{at + 1}</i>
          <p>
            {text}
            {under && <small>{under}</small>}
          </p>
        </li>
      ))}
    </ol>
  );
}
