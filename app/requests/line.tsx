import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark, type MarkState } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, LineLink } from '#app/components/page.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { RequestCard } from './queries.server.ts';
import { useRoleWord, useStageWord } from './now.tsx';

function markOf({ yourTurn, stage, leftMinutes, waitsForRequester }: RequestCard): MarkState {
  if (stage === 'closed' || stage === 'withdrawn') return 'ok';
  if (yourTurn) return 'turn';
  if (waitsForRequester) return 'pause';
  if (leftMinutes !== null && leftMinutes < 0) return 'bad';
  return stage === 'received' || stage === 'handed-up' ? 'new' : 'work';
}

/** A request in a list: its words or its kind, where it stands, and when it is due. `reachable` false: figures only. */
export function RequestLine({ card, to, minutesADay, reachable, before }: { card: RequestCard; to: string; minutesADay: number; reachable: boolean; before?: ReactNode }) {
  const { t } = useTranslation(['requests', 'common', 'words', 'programs']);
  const { formatDuration } = useFormats();
  const language = useLanguage();
  const nameOf = useProgramName();
  const roleWord = useRoleWord();
  const stageWord = useStageWord(card.yourTurn);
  const { title, program, kind, stage, outcome, leftMinutes, shop, grid, holder, waitsForRequester } = card;
  const kindName = card.locked ? t('list.locked') : t(`programs:kind.${kind as 'borrow'}.name`);
  const say = (minutes: number) => formatDuration(minutes, { minutesADay });
  const due = leftMinutes === null || waitsForRequester ? null : leftMinutes < 0 ? t('common:clock.over', { duration: say(-leftMinutes) }) : t('common:clock.left', { duration: say(leftMinutes) });
  const shopName = shop && pickLocalized(shop.names, language)?.text;
  const holderName = holder.names && pickLocalized(holder.names, language)?.text;
  const stands = outcome && stage === 'closed' ? (outcome === 'without-answer' ? t('words:stage.closed-without-answer') : t(`words:outcome.${outcome as 'solved'}`)) : stageWord(stage);
  const inside = (
    <>
      <Mark state={markOf(card)}>{stands}</Mark>
      {due && <span className="small quiet"> · {due}</span>}
      {card.inReview && <span className="small strong"> · {t('list.in-review')}</span>}
      <br />
      {title ? (
        <b lang={title.language} dir="auto">
          {title.words}
        </b>
      ) : (
        <b>{kindName}</b>
      )}
    </>
  );
  const under = (
    <>
      <Num>{card.number}</Num>
      {title && ` · ${kindName}`}
      {program !== 'unsorted' && ` · ${nameOf(program)}`}
      {grid && <> · {t('common:grid.named', { number: grid.number })}</>}
      {shop && (
        <>
          {' '}
          · <bdi>{shopName}</bdi> <Num>{shop.unit}</Num>
        </>
      )}
      {(holderName || holder.role) && (
        <>
          {' '}
          · {t('common:state.now-with')}: <bdi>{holderName ?? roleWord(holder.role ?? '')}</bdi>
        </>
      )}
    </>
  );
  if (!reachable) {
    return (
      <Line>
        {inside}
        <p className="small quiet">{under}</p>
      </Line>
    );
  }
  return (
    <LineLink before={before} to={to} under={under} icon={card.locked ? 'lock' : undefined}>
      {inside}
    </LineLink>
  );
}
