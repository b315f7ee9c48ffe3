import { useTranslation } from 'react-i18next';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { type ContentLanguage, pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import type { RequestDetail } from '../detail.server.ts';
import type { Room } from '../engine/rooms.ts';
import { TALK, Turn } from '../history-view.tsx';
import { useRoleWord } from '../now.tsx';
import { SayForm } from '../say-form.tsx';
import { WishedLanguage } from './wished-language.tsx';

interface RoomsProps {
  detail: RequestDetail;
  at: string;
  content: ContentLanguage;
  errors: FormErrors;
  now: Date;
}

/** A talk for each room that this reader has: each side's own with the mediator, and the one of all three. */
export function Rooms(props: RoomsProps) {
  const { detail } = props;
  const said = new Set(turnsOf(detail).map(({ room }) => room));
  const rooms = (['asker', 'other', 'joint'] as const).filter((room) => detail.sides?.rooms.includes(room) || said.has(room));
  return rooms.map((room) => <OneRoom key={room} room={room} {...props} />);
}

/** What was said, with the room it belongs to; what was asked is the asker's own. */
function turnsOf({ happened }: RequestDetail) {
  const turns = happened.filter(({ type, words, files }) => (TALK.includes(type) || type === 'asked' || type === 'marked-done') && (words || files.length > 0));
  return turns.map((turn) => ({ ...turn, room: turn.room ?? ('asker' as const) }));
}

function OneRoom({ room, detail, at, content, errors, now }: RoomsProps & { room: Room }) {
  const { t } = useTranslation(['sides', 'common']);
  const language = useLanguage();
  const roleWord = useRoleWord();
  const turns = turnsOf(detail).filter((turn) => turn.room === room);
  const own = detail.side === room;
  const refused = errors.refusal?.values.intent === 'say' && (errors.refusal.values.room ?? '') === room;
  const names = room === 'asker' ? detail.sides?.asker : room === 'other' ? (detail.sides?.other ?? undefined) : undefined;
  const name = names && pickLocalized(names, language)?.text;
  // Whoever came by the code has no name: the heading says already which side it is.
  const named = name && name !== roleWord('other-side');
  return (
    <Section id={`room-${room}`}>
      <SectionHead under={t(room === 'joint' ? 'room.joint-under' : own ? 'room.own-under' : 'room.one-under')}>
        {room === 'joint' ? t('room.joint') : own ? t('room.own') : t(`room.${room}`)}
        {!own && named && (
          <>
            : <bdi>{name}</bdi>
          </>
        )}
      </SectionHead>
      <Sheet>
        {turns.length > 0 && (
          <Line as="div">
            {turns.map((turn) => (
              <Turn key={turn.seq} turn={turn} zone={detail.zone} content={content} alone={false} at={at} now={now} instead={turn.type === 'language-wished' && turn.words ? <WishedLanguage language={turn.words.words} /> : undefined}>
                {turn.type === 'marked-done' && <p className="strong">{t('agreement')}</p>}
              </Turn>
            ))}
          </Line>
        )}
        {detail.can.say && detail.sides?.rooms.includes(room) && (
          <SayForm label={t('say')} id={refused ? 'f-words' : `f-say-${room}`} turns={turns.filter((one) => one.by?.you).length} errors={errors} refused={refused} room={room} />
        )}
      </Sheet>
    </Section>
  );
}
