import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { CheckboxLine } from '#app/components/choice.tsx';
import { Fields, Select, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import type { IconName } from '#app/components/icon-names.ts';
import { Line, LineFold, LineLink, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useLanguage } from '#app/i18n/react.ts';
import { FactFields } from './fact-fields.tsx';
import type { RequestDetail } from './detail.server.ts';
import { OUTCOMES } from './engine/commands.ts';
import { MOST_WORDS } from './limits.ts';
import { useRoleWord } from './now.tsx';
import type { Intent } from './schema.ts';

/** Those that have a row of their own; the others are buttons of the dock and the talk. */
type FoldedIntent = Exclude<Intent, 'do-it' | 'take-on' | 'start' | 'say' | 'confirm' | 'not-solved' | 'decline-office' | 'keep-inside' | 'give-on' | 'set-aside' | 'translate' | 'show-all' | 'hide-all' | 'unsecond' | 'take-part' | 'stay-out' | 'note' | 'add-step' | 'tick-step' | 'untick-step' | 'answer-closing' | 'reply' | 'take-review' | 'close-review' | 'review-again' | 'propose-meeting' | 'agree-meeting' | 'decline-meeting' | 'call-off-meeting' | 'sign'>;

interface ActProps {
  intent: FoldedIntent;
  icon: IconName;
  turn: number;
  errors: FormErrors;
  /** `needed`: a reason or a question; `optional`: a word with it. */
  words?: 'needed' | 'optional';
  danger?: boolean;
  /** Instead of the act's own line. */
  under?: string;
  children?: ReactNode;
}

/** One act behind a tap: what it does, its words, one button. Opens by itself when it was just refused. */
function Act({ intent, icon, turn, errors, words, danger, under, children }: ActProps) {
  const { t } = useTranslation(['requests', 'case', 'common']);
  const mine = errors.refusal?.values.intent === intent;
  const id = mine ? 'f-words' : `f-${intent}`;
  return (
    <LineFold icon={icon} title={t(`case:act.${intent}.title`)} under={under ?? t(`case:act.${intent}.under`)} open={mine}>
      <Form method="post">
        <input type="hidden" name="turn" value={turn} />
        <Fields plain>
          {children}
          {words && (
            <TextArea id={id} name="words" rows={2} maxLength={MOST_WORDS} optional={words === 'optional'} label={t(`case:act.${intent as 'ask'}.words`)} error={mine ? errors.errorOf('words') : undefined} defaultValue={mine ? errors.valueOf('words') : undefined} />
          )}
          <Button look={danger ? 'danger' : 'plain'} name="intent" value={intent}>
            {t(`case:act.${intent}.button`)}
          </Button>
        </Fields>
      </Form>
    </LineFold>
  );
}

/** One tap, as RIGHTS.md wants it: nothing is folded away before it. */
function SetAside({ turn }: { turn: number }) {
  const { t } = useTranslation(['requests', 'case']);
  return (
    <Line as="div">
      <Form method="post" className="stack-2">
        <input type="hidden" name="turn" value={turn} />
        <div>
          <p>{t('case:act.set-aside.title')}</p>
          <p className="small quiet">{t('case:act.set-aside.under')}</p>
        </div>
        <div>
          <Button icon="x" name="intent" value="set-aside">
            {t('case:act.set-aside.button')}
          </Button>
        </div>
      </Form>
    </Line>
  );
}

/** What belongs to all is listed for all; its words and pictures once whoever has it has read them. */
function ForAll({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation(['requests', 'case']);
  const { can, turn, title, shown, happened } = detail;
  const pictures = happened.filter(({ type }) => type !== 'signed').flatMap(({ files }) => files.filter(({ kind }) => kind === 'image'));
  const isShown = (part: string) => shown.length === 0 || shown.includes(part);
  const offered = can.showToAll && (title !== null || pictures.length > 0);
  if (!offered && !can.hideFromAll) return null;
  return (
    <LineFold icon="eye-check" title={t('case:act.show-all.title')} under={t(shown.length > 0 ? 'case:act.show-all.shown' : 'case:act.show-all.under')}>
      <Form method="post">
        <input type="hidden" name="turn" value={turn} />
        <Fields plain>
          {offered && (
            <>
              {title && (
                <CheckboxLine name="part" value="words" defaultChecked={isShown('words')}>
                  {t('case:act.show-all.words')}: <q lang={title.language} dir="auto">{title.words}</q>
                </CheckboxLine>
              )}
              {pictures.map(({ id }, index) => (
                <CheckboxLine key={id} name="part" value={id} defaultChecked={isShown(id)}>
                  {t('detail.picture', { number: index + 1 })}
                </CheckboxLine>
              ))}
              <p className="small quiet">{t('case:act.show-all.check')}</p>
              <Button icon="eye-check" name="intent" value="show-all">
                {t('case:act.show-all.button')}
              </Button>
            </>
          )}
          {can.hideFromAll && (
            <Button name="intent" value="hide-all">
              {t('case:act.hide-all.button')}
            </Button>
          )}
        </Fields>
      </Form>
    </LineFold>
  );
}

/** Everything else that this reader may do; what she may not isn't there. */
export function MoreActs({ detail, errors }: { detail: RequestDetail; errors: FormErrors }) {
  const { t } = useTranslation(['requests', 'case', 'common', 'words', 'programs', 'sides']);
  const nameOf = useProgramName();
  const language = useLanguage();
  const roleWord = useRoleWord();
  const { can, turn, assignable, sortable, offices, shared, mine } = detail;
  const facts = can.setFacts && detail.fields.length > 0;
  const shown = can.handUp || can.handBack || can.waitForRequester || can.markDone || can.attempt || can.demandAnswer || can.sendBack || can.openReview || can.dropReview || can.withdraw || can.takeBack || can.recuse || can.showToAll || can.hideFromAll || can.letKnow || can.declineNamed || can.endTalks || can.declineWorker || can.inviteOther || (can.setAside && !can.keepInside) || facts || sortable.length > 0 || (mine && detail.shop);
  if (!shown) return null;
  const act = { turn, errors };
  return (
    <Section id="more">
      <SectionHead>{t('case:act.title')}</SectionHead>
      <Sheet>
        {can.waitForRequester && <Act {...act} intent="ask" icon="message-circle" words="needed" />}
        {can.markDone && detail.sides && <Act {...act} intent="agreement" icon="scale" words="needed" />}
        {can.markDone && !detail.sides && (
          <Act {...act} intent="done" icon="check" words="optional">
            <Select name="outcome" label={t('case:act.done.outcome')} defaultValue={errors.valueOf('outcome', 'half-fixed')}>
              {OUTCOMES.filter((outcome) => outcome !== 'not-ours').map((outcome) => (
                <option key={outcome} value={outcome}>
                  {t(`words:outcome.${outcome}`)}
                </option>
              ))}
            </Select>
          </Act>
        )}
        {can.notOurs && (
          <Act {...act} intent="not-ours" icon="route" words="needed">
            <Select name="whose" label={t('case:act.not-ours.who')} defaultValue={errors.valueOf('whose', '')}>
              <option value="">{t('case:act.not-ours.other')}</option>
              {detail.whoseOffered.map(({ key, names }) => (
                <option key={key} value={key}>
                  {pickLocalized(names, language)?.text}
                </option>
              ))}
            </Select>
          </Act>
        )}
        {assignable.length > 0 && (
          <Act {...act} intent="assign" icon="user-check">
            <Select name="account" label={t('case:act.assign.who')}>
              {assignable.map(({ account, role, names }) => (
                <option key={account} value={account}>
                  {pickLocalized(names, language)?.text} · {roleWord(role)}
                </option>
              ))}
            </Select>
          </Act>
        )}
        {can.handUp && <Act {...act} intent="hand-up" icon="arrow-bar-to-up" under={detail.grid ? undefined : t('case:act.hand-up.to-council')} words="needed" />}
        {can.handBack && <Act {...act} intent="hand-back" icon="history" words="needed" />}
        {facts && (
          <Act {...act} turn={detail.factsAt} intent="set-facts" icon="list">
            <FactFields fields={detail.fields} facts={detail.details} errors={errors} />
          </Act>
        )}
        {sortable.length > 0 && (
          <Act {...act} intent="sort" icon="apps">
            <Select name="sorted" label={t('case:act.sort.kind')}>
              {sortable.map(({ id, program }) => (
                <option key={id} value={`${program}/${id}`}>
                  {nameOf(program)}: {t(`programs:kind.${id as 'borrow'}.name`)}
                </option>
              ))}
            </Select>
          </Act>
        )}
        {can.suggestOffice && (
          <Act {...act} intent="suggest-office" icon="building-community">
            <Select name="office" label={t('case:act.suggest-office.which')}>
              {offices.map(({ id, name }) => (
                <option key={id} value={id}>
                  {pickLocalized(name, language)?.text}
                </option>
              ))}
            </Select>
          </Act>
        )}
        {can.attempt && (
          <Act {...act} intent="attempt" icon="phone">
            <Select name="how" label={t('case:act.attempt.how')}>
              <option value="phone">{t('case:act.attempt.phone')}</option>
              <option value="person">{t('case:act.attempt.person')}</option>
            </Select>
          </Act>
        )}
        {can.closeUnanswered && <Act {...act} intent="close" icon="x" />}
        {can.demandAnswer && <Act {...act} intent="demand" icon="eye-check" words="optional" />}
        {can.sendBack && <Act {...act} intent="send-back" icon="history" words="needed" />}
        {can.openReview && <Act {...act} intent="open-review" icon="scale" words="needed" />}
        {can.dropReview && <Act {...act} intent="drop-review" icon="x" words="optional" />}
        {can.takeBack && <Act {...act} intent="take-back" icon="building-community" />}
        {mine && detail.shop && !detail.confidential && can.share && <Act {...act} intent={shared ? 'unshare' : 'share'} icon="building-store" />}
        <ForAll detail={detail} />
        {can.setAside && !can.keepInside && <SetAside turn={turn} />}
        {can.declineWorker && <Act {...act} intent="decline-worker" icon="user-off" />}
        {can.endTalks && <Act {...act} intent="end-talks" icon="x" words="optional" danger />}
        {can.inviteOther && (detail.side !== 'asker' || detail.stage === 'other-invited') && (
          <LineLink as="div" to="invite" icon="user-plus">
            {t(detail.stage === 'other-invited' ? 'sides:invite.again' : 'sides:invite.title')}
          </LineLink>
        )}
        {can.letKnow && detail.named?.about && <Act {...act} intent="let-know" icon="users" />}
        {can.declineNamed && detail.named && (
          <Act {...act} intent="decline-named" icon="user-off">
            <Select name="account" label={t('case:act.decline-named.who')}>
              {detail.named.people.map(({ account, names }) => (
                <option key={account} value={account}>
                  {pickLocalized(names, language)?.text}
                </option>
              ))}
            </Select>
          </Act>
        )}
        {can.recuse && <Act {...act} intent="recuse" icon="user-off" />}
        {can.withdraw && <Act {...act} intent="withdraw" icon="eraser" danger />}
      </Sheet>
    </Section>
  );
}
