import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import styles from '#app/components/files.module.css';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import type { IconName } from '#app/components/icon-names.ts';
import { Num } from '#app/components/num.tsx';
import { Line, LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Quote, Said } from '#app/components/quote.tsx';
import { Attachments } from '#app/components/talk.tsx';
import { Timeline, TimelineEvent } from '#app/components/timeline.tsx';
import { type ContentLanguage, contentLanguageOf, isLanguage, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { Happened, RequestDetail, SaidWords } from './detail.server.ts';
import type { EventType } from './engine/events.ts';
import { useRoleWord } from './now.tsx';
import layout from './detail.module.css';
import { ReadAloud } from './read-aloud.tsx';
import { SayForm } from './say-form.tsx';

const ICONS: Partial<Record<EventType, IconName>> = {
  asked: 'send', 'taken-on': 'hand-stop', started: 'tool', assigned: 'user-check', 'handed-up': 'arrow-bar-to-up', 'ran-out': 'clock', 'marked-done': 'check',
  confirmed: 'check', 'passed-on': 'building-community', 'office-took-on': 'building-community', 'office-answered': 'building-community', 'part-given': 'users', 'part-accepted': 'hand-stop', 'part-done': 'check', 'part-ran-out': 'clock', signed: 'signature', 'meeting-proposed': 'calendar-time', 'meeting-agreed': 'calendar-time', 'meeting-declined': 'x', 'meeting-called-off': 'x', 'review-opened': 'scale', 'review-taken': 'eye-check', 'review-ended': 'scale', 'review-ran-out': 'clock', attempted: 'phone', warned: 'clock',
};
/** What has a place of its own on the page. */
const ELSEWHERE: readonly EventType[] = ['said', 'answered', 'language-wished', 'warned', 'noted', 'step-added', 'step-ticked'];
/** What is part of a talk, and so no reason of a step. */
export const TALK: readonly EventType[] = ['said', 'question-asked', 'answered', 'office-answered', 'other-invited', 'language-wished'];

interface Shared {
  detail: RequestDetail;
  /** The request's own address. */
  at: string;
  now: Date;
}

export function Files({ files, at }: { files: Happened['files']; at: string }) {
  const { t } = useTranslation('requests');
  const pictures = files.filter((file) => file.kind === 'image');
  const voices = files.filter((file) => file.kind === 'audio');
  return (
    <>
      {pictures.length > 0 && <Attachments items={pictures.map(({ id }, index) => ({ key: id, href: `${at}/files/${id}`, image: `${at}/files/${id}`, label: t('detail.picture', { number: index + 1 }) }))} />}
      {voices.map(({ id }) => (
        <audio key={id} className={styles.voice} controls preload="none" src={`${at}/files/${id}`} aria-label={t('detail.voice')} />
      ))}
    </>
  );
}

/** Words as they were written, with a translation for this reader or a way to ask for one; nobody is asked while they are one shop's `alone`. */
export function Words({ said, content, alone }: { said: SaidWords; content: ContentLanguage; alone: boolean }) {
  const { t } = useTranslation(['requests', 'common']);
  const language = useLanguage();
  const found = said.translations.find((one) => one.language === content);
  const spoken = isLanguage(said.language) ? contentLanguageOf(said.language) : said.language;
  const translation = found && { text: found.words, language: found.language, by: found.by ? (pickLocalized(found.by, language)?.text ?? '') : t('role.house') };
  const wanted = !found && spoken !== content;
  const name = t(`common:language.names.${content}`);
  return (
    <>
      <Quote
        original={{ text: said.words, language: said.language }}
        translation={translation}
        action={
          wanted &&
          !alone &&
          (said.wished.includes(content) ? (
            <p className="small quiet">{t('detail.wished', { language: name })}</p>
          ) : (
            <Form method="post">
              <input type="hidden" name="text" value={said.id} />
              <Button look="text" icon="language" name="intent" value="translate">
                {t('common:button.translate-for-me', { language: name })}
              </Button>
            </Form>
          ))
        }
      />
      <ReadAloud small text={translation?.text ?? said.words} language={translation?.language ?? (isLanguage(said.language) ? said.language : language)} />
    </>
  );
}

interface TurnProps {
  turn: Happened;
  zone: string;
  content: ContentLanguage;
  alone: boolean;
  at: string;
  now: Date;
  /** Before her words. */
  children?: ReactNode;
  /** Instead of her words, where they are said in another way. */
  instead?: ReactNode;
}

/** One turn of a talk or of the notes: who, as what, when, the words with what belongs to them, pictures and voice. */
export function Turn({ turn: { by, at: when, words, files }, zone, content, alone, at, now, children, instead }: TurnProps) {
  const { t } = useTranslation(['requests', 'common']);
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const roleWord = useRoleWord();
  const who = by?.you ? t('common:state.you') : ((by && pickLocalized(by.names, language)?.text) ?? '');
  return (
    <Said mine={by?.you} who={who} role={by && !by.you && by.role !== 'passer' ? roleWord(by.role) : undefined} when={formatDateTime(when, { zone, now })}>
      {children}
      {words && (instead ?? <Words said={words} content={content} alone={alone} />)}
      <Files files={files} at={at} />
    </Said>
  );
}

/** What was said, oldest first, and a box for one more sentence. The first sentence stands here too, so that it can be translated. */
export function Talk({ detail, at, content, errors, replies, now }: Shared & { content: ContentLanguage; errors: FormErrors; replies: readonly { id: string; words: string }[] }) {
  const { t } = useTranslation(['requests', 'case', 'common']);
  const turns = detail.happened.filter((one) => TALK.includes(one.type) || one.type === 'asked').filter((one) => one.words || one.files.length > 0);
  if (turns.length === 0 && !detail.can.say) return null;
  const refused = errors.refusal?.values.intent === 'say';
  return (
    <Section id="say">
      <SectionHead aside={t('case:detail.talk-who')}>{t('case:detail.talk')}</SectionHead>
      <Sheet>
        {turns.length > 0 && (
          <Line as="div">
            {turns.map((turn) => (
              <Turn key={turn.seq} turn={turn} zone={detail.zone} content={content} alone={detail.stage === 'with-shop'} at={at} now={now} />
            ))}
          </Line>
        )}
        {detail.can.say && (
          <SayForm label={t('case:detail.say')} id={errors.refusal && !refused ? 'f-say' : 'f-words'} turns={detail.happened.filter((one) => one.by?.you).length} errors={errors} refused={refused} />
        )}
        {replies.length > 0 && (
          <LineFold icon="message-2-plus" title={t('case:replies.title')} under={t('case:replies.under')}>
            <Form method="post" className="stack-2">
              <input type="hidden" name="intent" value="reply" />
              {replies.map(({ id, words }) => (
                <div key={id}>
                  <Button name="reply" value={id}>
                    {words}
                  </Button>
                </div>
              ))}
            </Form>
          </LineFold>
        )}
      </Sheet>
    </Section>
  );
}

/** What happened, newest first: who did it, as what, and the reason given. What the clocks said by themselves lies folded under it. */
export function History({ detail, at, now }: Shared) {
  const { t } = useTranslation(['requests', 'case', 'common', 'words']);
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const roleWord = useRoleWord();
  const latest = [...detail.happened].reverse();
  const steps = latest.filter((one) => !ELSEWHERE.includes(one.type));
  const reminders = latest.filter((one) => one.type === 'warned');
  return (
    <Section>
      <SectionHead aside={t('case:detail.history-under')}>{t('case:detail.history')}</SectionHead>
      <Sheet>
        <Line as="div">
          <Timeline>
            {steps.map((step, index) => {
              const name = step.by && (step.by.you ? t('common:state.you') : pickLocalized(step.by.names, language)?.text);
              const when = formatDateTime(step.at, { zone: detail.zone, now });
              const reason = step.words && !TALK.includes(step.type) && step.type !== 'asked';
              return (
                <TimelineEvent
                  key={step.seq}
                  icon={ICONS[step.type] ?? 'history'}
                  strong={index === 0}
                  when={
                    <>
                      {when} · {name ? <bdi>{name}</bdi> : t('role.house')}
                      {step.by && !step.by.you && step.by.role !== 'passer' && roleWord(step.by.role) !== name && <> · {roleWord(step.by.role)}</>}
                    </>
                  }
                  more={step.type === 'marked-done' ? <Files files={step.files} at={at} /> : undefined}
                >
                  <EventWords step={step} />
                  {reason && step.words && (
                    <>
                      {': '}
                      <q lang={step.words.language} dir="auto">
                        {step.words.words}
                      </q>
                    </>
                  )}
                </TimelineEvent>
              );
            })}
          </Timeline>
          {reminders.length > 0 && (
            <details className={layout.reminders}>
              <summary>
                <Icon name="clock" size={18} />
                {t('case:detail.reminders')} <Num>{reminders.length}</Num>
                <Icon name="chevron-down" size={18} />
              </summary>
              <ul>
                {reminders.map((step) => (
                  <li key={step.seq}>
                    <EventWords step={step} /> · {formatDateTime(step.at, { zone: detail.zone, now })}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Line>
      </Sheet>
    </Section>
  );
}

function EventWords({ step: { type, facts } }: { step: Happened }) {
  const { t } = useTranslation(['requests', 'case', 'words', 'common', 'programs']);
  if (type === 'marked-done' || type === 'office-answered') return <>{t(`case:event.${type}`)} · {t(`words:outcome.${facts.outcome as 'solved'}`)}</>;
  if (type === 'handed-up' || type === 'handed-back') return <>{t(`case:event.${type}`)}: {t(`rung.${(facts.rung ?? 'council') as 'council'}`)}</>;
  if (type === 'ran-out') return <>{facts.rung ? <>{t('case:event.ran-out-up')}: {t(`rung.${facts.rung as 'council'}`)}</> : t('case:event.ran-out')}</>;
  if (type === 'warned') return <>{facts.clock?.startsWith('silence') ? t('case:event.warned-silence') : t('case:event.warned', { percent: facts.percent })}</>;
  if (type === 'attempted') return <>{t(`case:event.attempted-${facts.how as 'phone'}`)}</>;
  if (type === 'sorted') return <>{t('case:event.sorted')}: {t(`programs:kind.${facts.kind as 'borrow'}.name`)}</>;
  if (type === 'confirmed') return <>{t(facts.side ? 'case:event.confirmed-side' : facts.second ? 'case:event.confirmed-second' : 'case:event.confirmed')}</>;
  if (type === 'review-opened') return <>{t('case:event.review-opened')}: {t(`rung.${facts.by as 'council'}`)}</>;
  if (type === 'review-ended') return <>{t('case:event.review-ended')}: {t(`case:review.finding.${facts.finding as 'again'}`)}</>;
  if (type === 'review-ran-out') return <>{t(facts.by ? 'case:event.review-ran-out-up' : 'case:event.review-ran-out')}</>;
  if (type === 'shown-to-all') return <>{t(facts.parts ? 'case:event.shown-to-all' : 'case:event.hidden-from-all')}</>;
  if (facts.paper) return <>{t(`case:event.${type as 'part-done'}-paper`)}</>;
  if (type === 'said' || type === 'answered' || type === 'language-wished' || type === 'noted' || type === 'step-added' || type === 'step-ticked') return null;
  return <>{t(`case:event.${type}`)}</>;
}
