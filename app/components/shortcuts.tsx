import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { keyOf, type Shortcut } from './shortcut-keys.ts';
import styles from './shortcuts.module.css';

export interface ShortcutsProps {
  /** Id of the element whose lines are walked: each is a link. */
  lines: string;
  /** Takes on the line whose link was focused. @param to its address */
  onTakeOn?: (to: string) => void;
}

/** On this device only: single keys stand in the way of who dictates (WCAG 2.1.4), so they can be switched off. */
const SWITCH = 'mh-keys';
function isOff(): boolean {
  try {
    return localStorage.getItem(SWITCH) === 'off';
  } catch {
    return false;
  }
}
function switchTo(on: boolean): void {
  try {
    localStorage.setItem(SWITCH, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing: it holds until the page is left.
  }
}

const linksIn = (id: string) => [...document.querySelectorAll<HTMLAnchorElement>(`#${id} li a[href]`)];
const nearby = (links: readonly HTMLAnchorElement[]) => links.findIndex((link) => link === document.activeElement || link.closest('li')?.contains(document.activeElement));

/** Walks a list by single keys, and says which they are. */
export function Shortcuts({ lines, onTakeOn }: ShortcutsProps) {
  const { t } = useTranslation(['lists', 'common']);
  const [on, setOn] = useState(() => !isOff());
  const help = useRef<HTMLDialogElement>(null);
  const act = useRef<(shortcut: Shortcut) => boolean>(() => false);
  act.current = (shortcut) => {
    const links = linksIn(lines);
    const at = nearby(links);
    const go = (to: HTMLElement | null | undefined) => {
      to?.focus();
      return !!to;
    };
    if (shortcut === 'help') help.current?.showModal();
    else if (shortcut === 'next') return go(links[at + 1]);
    else if (shortcut === 'previous') return go(links[at < 0 ? links.length - 1 : at - 1]);
    else if (shortcut === 'search') return go(document.querySelector<HTMLInputElement>('main input[name=q]'));
    else if (at < 0) return false;
    else if (shortcut === 'open') links[at]?.click();
    else if (shortcut === 'take-on' && onTakeOn) onTakeOn(links[at]?.pathname ?? '');
    else if (shortcut === 'choose') links[at]?.closest('li')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    else return false;
    return true;
  };
  useEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      const shortcut = help.current?.open ? null : keyOf(event);
      if (shortcut && act.current(shortcut)) event.preventDefault();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [on]);
  const rows: [key: string, shortcut: Shortcut][] = [['J', 'next'], ['K', 'previous'], ['O', 'open'], ...(onTakeOn ? ([['T', 'take-on']] as [string, Shortcut][]) : []), ['X', 'choose'], ['/', 'search'], ['?', 'help']];
  return (
    <div className={`pad ${styles.opens}`}>
      <Button type="button" look="text" size="desk" icon="adjustments-horizontal" onClick={() => help.current?.showModal()}>
        {t('keys.title')}
      </Button>
      <dialog ref={help} className={styles.help} aria-labelledby="keys-title">
        <h2 id="keys-title">{t('keys.title')}</h2>
        <dl>
          {rows.map(([key, shortcut]) => (
            <div key={key}>
              <dt>
                <kbd dir="ltr">{key}</kbd>
              </dt>
              <dd>{t(`keys.${shortcut}`)}</dd>
            </div>
          ))}
        </dl>
        <p className="small quiet">{t('keys.fields')}</p>
        <label className={styles.switch}>
          <input
            type="checkbox"
            checked={on}
            onChange={({ target }) => {
              switchTo(target.checked);
              setOn(target.checked);
            }}
          />
          <span>{t('keys.on')}</span>
        </label>
        <form method="dialog">
          <Button>{t('common:button.close')}</Button>
        </form>
      </dialog>
    </div>
  );
}
