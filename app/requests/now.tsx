import { useTranslation } from 'react-i18next';
import type { ClockState } from '#app/components/clock.tsx';
import { HolderChip } from '#app/components/person.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { Holding } from './detail.server.ts';
import type { ClockView } from './engine/clocks.ts';
import type { Stage } from './engine/stages.ts';

const ROLES = ['leader', 'manager', 'assistant', 'information', 'supervisor', 'merchant', 'council', 'official', 'requester'] as const;
type Role = (typeof ROLES)[number];

/** A role as it was written down, in words; `lead`, `reader` and `house` are words of this room. */
export function useRoleWord(): (role: string) => string {
  const { t } = useTranslation(['requests', 'words']);
  return (role) => ((ROLES as readonly string[]).includes(role) ? t(`words:role.${role as Role}`) : t(`role.${role === 'house' || role === 'lead' || role === 'passer' || role === 'shop' || role === 'other-side' || role === 'partner' ? role : 'member'}`));
}

/** A stage in words: "waiting for you" is said to the requester only. */
export function useStageWord(mine: boolean): (stage: Stage) => string {
  const { t } = useTranslation(['requests', 'words']);
  return (stage) => (stage === 'waiting-for-you' && !mine ? t('detail.waits-requester') : t(`words:stage.${stage}`));
}

/** Who has it, in words: a person, a role nobody has taken yet, the council, the office, or you. */
export function useHoldingWords(): (holding: Holding, grid: { number: number } | null) => { name: string; line: string } {
  const { t } = useTranslation(['requests', 'common']);
  const language = useLanguage();
  const roleWord = useRoleWord();
  return (holding, grid) => {
    const name = holding.names ? (pickLocalized(holding.names, language)?.text ?? '') : '';
    const of = grid ? t('common:grid.named', { number: grid.number }) : undefined;
    const role = holding.role ? roleWord(holding.role) : undefined;
    switch (holding.kind) {
      case 'shop':
        return { name: t('rung.shop'), line: t('holder.shop') };
      case 'you':
        return { name: t('common:state.you'), line: t('holder.you') };
      case 'person':
        return { name, line: [of, role].filter(Boolean).join(' · ') };
      case 'side':
        return { name: name || t('role.other-side'), line: t('holder.side') };
      case 'requester':
        return { name: name || t('holder.requester'), line: t('holder.requester') };
      case 'office':
        return { name, line: t('holder.office') };
      case 'role':
        return { name: role ?? '', line: [of, t('holder.nobody-yet')].filter(Boolean).join(' · ') };
      case 'named':
        return { name: t('rung.named'), line: t('holder.nobody-yet') };
      case 'council':
      case 'program':
        return { name: t(`rung.${holding.kind === 'council' ? 'council' : 'lead'}`), line: t('holder.nobody-yet') };
      case 'nobody':
        return { name: t('common:state.nobody'), line: t('holder.closed') };
    }
  };
}

/** "Now with …"; `shop` is the requester's own, said where it is her turn. */
export function NowWith({ holding, grid, shop }: { holding: Holding; grid: { number: number } | null; shop?: string }) {
  const { name, line } = useHoldingWords()(holding, grid);
  const you = holding.kind === 'you';
  return <HolderChip you={you} name={you && shop ? `${name} · ${shop}` : name} line={line} />;
}

const MOST_SHARE_BEFORE_SOON = 0.8;

/** What a clock says: its look, what is left or over, and one line why. Minutes of working time. */
export function useClockWords(minutesADay: number): (clock: ClockView) => { state: ClockState; left: string; note: string } {
  const { t } = useTranslation(['requests', 'common']);
  const { formatDuration } = useFormats();
  const say = (minutes: number) => formatDuration(minutes, { minutesADay });
  return (clock) => {
    const { usedMinutes, limitMinutes, leftMinutes, state } = clock;
    const limit = t('clock.limit', { total: say(limitMinutes), used: say(usedMinutes) });
    if (state === 'done') return { state: usedMinutes > limitMinutes ? 'over' : 'kept', left: usedMinutes > limitMinutes ? t('clock.late') : t('common:clock.in-time'), note: limit };
    if (state === 'over') return { state: 'over', left: t('common:clock.over', { duration: say(usedMinutes - limitMinutes) }), note: limit };
    if (state === 'paused') return { state: 'paused', left: t('common:clock.paused-left', { duration: say(leftMinutes) }), note: t('clock.paused') };
    return { state: usedMinutes / limitMinutes >= MOST_SHARE_BEFORE_SOON ? 'soon' : 'running', left: t('common:clock.left', { duration: say(leftMinutes) }), note: limit };
  };
}
