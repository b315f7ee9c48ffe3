import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import type { IconName } from '#app/components/icon-names.ts';
import type { UsedWork } from './use-work.ts';
import styles from './editing.module.css';

export const TOOLS = ['select', 'room', 'walkway', 'door', 'split'] as const;
export type Tool = (typeof TOOLS)[number];
const ICONS: Record<Tool, IconName> = { select: 'hand-stop', room: 'building-store', walkway: 'route', door: 'door', split: 'switch-horizontal' };

interface ToolsProps {
  tool: Tool;
  take: (tool: Tool) => void;
  used: UsedWork;
  /** Null: not now. */
  merge: (() => void) | null;
  remove: (() => void) | null;
  finish: (() => void) | null;
  cancel: (() => void) | null;
}

/** What the hand does on the plan, and what is done with what is chosen. */
export function Tools({ tool, take, used, merge, remove, finish, cancel }: ToolsProps) {
  const { t } = useTranslation('editing');
  return (
    <div className={styles.tools}>
      <div role="group" aria-label={t('tool.label')}>
        {TOOLS.map((each) => (
          <Button key={each} type="button" size="desk" icon={ICONS[each]} look={each === tool ? 'main' : 'plain'} aria-pressed={each === tool} onClick={() => take(each)}>
            {t(`tool.${each}`)}
          </Button>
        ))}
      </div>
      <div role="group" aria-label={t('do.label')}>
        <Button type="button" size="desk" onClick={used.undo} aria-disabled={used.work.done.length === 0}>
          {t('do.undo')}
        </Button>
        <Button type="button" size="desk" onClick={used.redo} aria-disabled={used.work.undone.length === 0}>
          {t('do.redo')}
        </Button>
        {merge && (
          <Button type="button" size="desk" onClick={merge}>
            {t('do.merge')}
          </Button>
        )}
        {remove && (
          <Button type="button" size="desk" icon="trash" onClick={remove}>
            {t('do.remove')}
          </Button>
        )}
        {finish && (
          <Button type="button" size="desk" icon="check" onClick={finish}>
            {t('do.finish')}
          </Button>
        )}
        {cancel && (
          <Button type="button" size="desk" icon="x" onClick={cancel}>
            {t('do.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
