import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Clock, Clocks } from '#app/components/clock.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { useFormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Line, LineFold, LineLink, PageTitle, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Person } from '#app/components/person.tsx';
import { Stages } from '#app/components/stages.tsx';
import { Strip } from '#app/components/states.tsx';
import { contentLanguageOf, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { readFiles } from '#app/platform/files.server.ts';
import { recoveredLately } from '#app/platform/proof.ts';
import { authorised, requireAsked } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { actOnRequest } from './acting.server.ts';
import { AnswerDock } from './answer-dock.tsx';
import { FactList } from './fact-fields.tsx';
import { typedFacts } from './fact-names.ts';
import { getRequestDetail, type RequestDetail } from './detail.server.ts';
import { History, Talk } from './history-view.tsx';
import { MoreActs } from './more-acts.tsx';
import { NearLine } from './near.tsx';
import { takeBackSecond } from './near.server.ts';
import { NowWith, useClockWords, useRoleWord, useStageWord } from './now.tsx';
import { declineNamed, letKnow } from './about-us/commands.server.ts';
import { readForm, screenLanguage, wordsOf } from './reading.server.ts';
import { answerClosing } from './closing/commands.server.ts';
import { ClosingQuestions } from './closing/questions.tsx';
import { WhoseSection } from './closing/whose.tsx';
import { Checklist } from './notes/checklist.tsx';
import { WorkNotes } from './notes/work-notes.tsx';
import { REPLIES } from './replies.ts';
import { repliesIn, replyWords } from './replies.server.ts';
import { type ActInput, ActSchema, commandOf } from './schema.ts';
import { PartsSection } from './parts/section.tsx';
import { proposeMeeting } from './meetings/commands.server.ts';
import { MeetingSection } from './meetings/section.tsx';
import { ReviewSection } from './review/section.tsx';
import { SignSection } from './signing/section.tsx';
import { SidesDock } from './sides/dock.tsx';
import { Rooms } from './sides/rooms.tsx';
import styles from './detail.module.css';
import { wantTranslation } from './translations.server.ts';
import { minutesADay } from './working-time.ts';

export const handle = {
  i18n: ['requests', 'case', 'programs', 'sides', 'files'],
  title: (t, data) => (data ? (data as { detail: RequestDetail }).detail.number : t('requests:list.title')),
  bar: 'own',
  tabs: false,
} satisfies PageHandle;

export const loader = authorised({ can: 'requests:read' }, async (context) => {
  const { request, params, mall, actor, known, now } = context;
  const detail = await getRequestDetail(actor, mall, String(params.number), now);
  if (detail.confidential && recoveredLately(actor, now)) throw redirect('/me/recovery');
  if (detail.confidential) requireAsked(context, detail.number);
  if (detail.look) {
    const role = detail.people.find((one) => one.account === actor.account)?.role ?? 'member';
    for (const subject of detail.look) await recordLook({ mall: mall._id, subject, viewer: actor.account, role, purpose: 'request', day: dayIn(now, mall.zone), now });
  }
  const screen = screenLanguage(request, mall, known);
  const language = contentLanguageOf(screen);
  return { detail, language, replies: detail.can.note && detail.can.say ? repliesIn(REPLIES, screen) : [], minutesADay: minutesADay(mall, dayIn(now, mall.zone)), base: `/m/${mall.slug}`, now };
});

/** Every button of the page; `intent` says which. Works without script: post, redirect, get. */
export const action = authorised({ can: 'requests:read' }, async (context) => {
  const { request, params, mall, actor, known, now } = context;
  const number = String(params.number);
  if (context.shared && (await getRequestDetail(actor, mall, number, now)).confidential) requireAsked(context, number);
  const form = await readForm(request);
  const screen = screenLanguage(request, mall, known);
  const typed = { ...formValues(form), part: form.getAll('part').filter((part) => typeof part === 'string') };
  const acted = async (input: ActInput) => {
    const command = commandOf(input);
    const wish = input.intent === 'take-part' && input.wish ? { language: 'und', words: input.wish } : undefined;
    if (input.intent === 'unsecond') await takeBackSecond({ mall, actor, now }, number);
    else if (input.intent === 'let-know') await letKnow({ mall, actor, now }, number);
    else if (input.intent === 'decline-named') await declineNamed({ mall, actor, now }, number, input.account ?? '');
    else if (input.intent === 'answer-closing') await answerClosing({ mall, actor, now }, number, input);
    else if (input.intent === 'propose-meeting') await proposeMeeting({ mall, actor, now }, number, input, wordsOf(input.words, screen));
    else if (command) await actOnRequest({ mall, actor, now }, number, { command, words: wish ?? (input.intent === 'reply' ? input.reply && replyWords(input.reply, screen, now) : wordsOf(input.words, screen)), files: await readFiles(form), facts: typedFacts(form), turn: input.turn });
    else await wantTranslation({ mall, actor, now }, number, input.text ?? '', contentLanguageOf(screen));
    return redirect(`/m/${mall.slug}/requests/${number}`);
  };
  return submitForm(form, ActSchema, acted, typed);
});

export default function RequestRoute() {
  const { detail, language: content, replies, minutesADay: day, base, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['requests', 'case', 'common', 'words', 'programs', 'sides']);
  const { formatDay } = useFormats();
  const language = useLanguage();
  const nameOf = useProgramName();
  const errors = useFormErrors(useActionData(), 'requests');
  const { number, title, kind, program, shop, place, stage, outcome, can, passed, suggested } = detail;
  const yours = detail.holding.kind === 'you';
  const at = `${base}/requests/${number}`;
  const officeName = (name: typeof passed extends null ? never : NonNullable<typeof passed>['office']) => (name && pickLocalized(name, language)?.text) || t('holder.office');
  const stageWord = useStageWord(detail.mine);
  const standing = stage === 'closed' && outcome ? (outcome === 'without-answer' ? t('words:stage.closed-without-answer') : t(`words:outcome.${outcome}`)) : stageWord(stage);
  return (
    <>
      <BackBar to={`${base}/requests`} title={<Num>{number}</Num>} />
      <PageTitle
        above={
          <Mark state={yours ? 'turn' : stage === 'closed' || stage === 'withdrawn' ? 'ok' : 'work'} tint>
            {yours ? t('common:state.your-turn') : standing}
          </Mark>
        }
        lead={
          <>
            {program !== 'unsorted' && `${nameOf(program)} · `}
            {t(`programs:kind.${kind as 'borrow'}.name`)}
            {shop && (
              <>
                {' '}
                · <Num>{shop.unit}</Num> <bdi>{pickLocalized(shop.names, language)?.text}</bdi>
              </>
            )}
            {place && (
              <>
                {' '}
                · <Num>{place.number ?? place.level}</Num> <bdi>{place.names && pickLocalized(place.names, language)?.text}</bdi>
              </>
            )}
          </>
        }
      >
        {title ? (
          <span lang={title.language} dir="auto">
            {title.words}
          </span>
        ) : (
          t(detail.side === 'other' ? 'sides:enter.between' : detail.erased ? 'case:detail.erased' : 'case:detail.no-words')
        )}
      </PageTitle>
      {errors.refusal && (
        <div className={`pad ${styles.refused}`}>
          <FormErrorSummary errors={errors} labels={{ words: t('case:detail.words'), pictures: t('common:button.add-photo'), day: t('case:meeting.day'), from: t('case:meeting.from'), until: t('case:meeting.until'), hall: t('case:meeting.room'), solved: t('case:closing.solved.question'), treated: t('case:closing.treated.question') }} />
        </div>
      )}
      {detail.bySilence && <Strip tone="warn" icon="clock" title={t('case:detail.by-silence')}>{detail.sight === 'head' && t('case:detail.head-only')}</Strip>}
      {detail.named && <NamedStrip detail={detail} named={detail.named} />}
      {detail.inside && <InsideStrip detail={detail} inside={detail.inside} now={now} />}
      {detail.seconds > 0 && <Strip tone="news" icon="users" title={t('near.count', { count: detail.seconds })}>{t('near.no-sooner')}</Strip>}
      {detail.seconded && <Seconded near={detail.seconded} zone={detail.zone} now={now} />}
      {detail.callBack && detail.side !== 'other' && <Strip tone="news" icon="phone" title={t('case:detail.call-back')} />}
      {suggested && (
        <Strip tone="turn" icon="building-community" title={t('case:detail.suggested', { office: officeName(suggested.name) })}>
          {t('case:detail.suggested-under')}
        </Strip>
      )}
      <Sheet>
        <Line as="div">
          <Stages yours={yours} stages={detail.way.map(({ stage: key, state }) => ({ key, state, label: stageWord(key) }))} />
        </Line>
        <Line as="div">
          <NowWith holding={detail.holding} grid={detail.grid} shop={((detail.mine || detail.inside?.yours) && shop && pickLocalized(shop.names, language)?.text) || undefined} />
        </Line>
        {!detail.inside?.alone && <Around detail={detail} />}
      </Sheet>
      {detail.whose && <WhoseSection whose={detail.whose} content={content} />}
      {can.answerClosing && <ClosingQuestions errors={errors} />}
      <div className={styles.body}>
        <div className={styles.clocks}>
          {detail.clocks.length > 0 && <ClockList detail={detail} minutesADay={day} />}
        </div>
        <div className={styles.told}>
          {Object.keys(detail.details).length > 0 && (
            <Section>
              <SectionHead>{t('facts.title')}</SectionHead>
              <div className="pad">
                <FactList fields={detail.fields} facts={detail.details} />
              </div>
            </Section>
          )}
          {detail.sight === 'full' && <MeetingSection detail={detail} content={content} errors={errors} now={now} />}
          {detail.sight === 'full' && <SignSection detail={detail} at={at} errors={errors} now={now} />}
          <ReviewSection detail={detail} content={content} errors={errors} minutesADay={day} now={now} />
          <Checklist detail={detail} content={content} errors={errors} />
          <PartsSection detail={detail} at={at} minutesADay={day} now={now} />
          <History detail={detail} at={at} now={now} />
          {detail.sight === 'full' && detail.sides && <Rooms detail={detail} at={at} content={content} errors={errors} now={now} />}
          {detail.sight === 'full' && !detail.sides && <Talk detail={detail} at={at} content={content} errors={errors} replies={replies} now={now} />}
          {detail.sight === 'full' && <WorkNotes detail={detail} at={at} content={content} errors={errors} now={now} />}
        </div>
        <div className={styles.more}>
          {(passed || can.passOn || detail.side) && (
            <Section>
              <Sheet>
                {passed && (
                  <LineFold icon="building-community" title={t('case:detail.passed', { office: officeName(passed.office) })} under={passed.takenBackAt ? t('case:detail.taken-back') : t('case:detail.passed-under')}>
                    <p className="small quiet">{t('case:detail.take-back-under')}</p>
                  </LineFold>
                )}
                {can.passOn && (
                  <LineLink as="div" to={`${at}/pass-on`} icon="building-community" under={t('case:detail.pass-on-under')}>
                    {t('case:detail.pass-on')}
                  </LineLink>
                )}
                {detail.side && (
                  <LineFold icon="eye" title={t('case:detail.looks')} aside={<Num>{detail.looks.length}</Num>}>
                    {detail.looks.length === 0 ? (
                      <p className="small quiet">{t('case:detail.looks-none')}</p>
                    ) : (
                      <ul>
                        {detail.looks.map((look, index) => (
                          <LookLine key={index} look={look} when={formatDay(look.day, { today: dayIn(now, detail.zone) })} />
                        ))}
                      </ul>
                    )}
                  </LineFold>
                )}
              </Sheet>
            </Section>
          )}
          <MoreActs detail={detail} errors={errors} />
        </div>
      </div>
      {detail.sides ? <SidesDock detail={detail} at={at} /> : <AnswerDock detail={detail} errors={errors} now={now} />}
    </>
  );
}

/** Withdrawn for another one that says the same; taken back in one tap. */
function Seconded({ near, zone, now }: { near: NonNullable<RequestDetail['seconded']>; zone: string; now: Date }) {
  const { t } = useTranslation('requests');
  return (
    <Section near>
      <SectionHead>{t('near.instead')}</SectionHead>
      <Sheet>
        <Line as="div">
          <Form method="post" className="stack-2">
            <div>
              <NearLine near={near} zone={zone} now={now} />
            </div>
            <div>
              <Button name="intent" value="unsecond">
                {t('near.take-back')}
              </Button>
            </div>
          </Form>
        </Line>
      </Sheet>
    </Section>
  );
}

/** Given to people by name: who they are, whom it is about, and that this person knows nothing as long as nobody says so. */
function NamedStrip({ detail, named }: { detail: RequestDetail; named: NonNullable<RequestDetail['named']> }) {
  const { t } = useTranslation('requests');
  const language = useLanguage();
  const nameOf = (names: NonNullable<RequestDetail['named']>['people'][number]['names']) => pickLocalized(names, language)?.text ?? '';
  return (
    <Strip tone="news" icon="lock" title={<>{t('named.who')}: <bdi>{named.people.map(({ names }) => nameOf(names)).join(' · ')}</bdi></>}>
      {named.about && (
        <p>
          {t('named.about')}: <bdi>{nameOf(named.about.names)}</bdi>. {t(named.told ? 'named.told' : detail.mine ? 'named.untold' : 'named.untold-theirs')}
        </p>
      )}
    </Strip>
  );
}

/** It lies inside a booth: to whom it is shown, and until when to nobody else. */
function InsideStrip({ detail, inside, now }: { detail: RequestDetail; inside: NonNullable<RequestDetail['inside']>; now: Date }) {
  const { t } = useTranslation('case');
  const { formatDateTime } = useFormats();
  if (inside.until) {
    return (
      <Strip tone="turn" icon="building-store" title={t('inside.alone', { time: formatDateTime(inside.until, { zone: detail.zone, now }) })}>
        {t('inside.alone-under')}
      </Strip>
    );
  }
  return (
    <Strip tone="news" icon="building-store" title={t(inside.yours ? 'inside.yours' : 'inside.theirs')}>
      {detail.stage !== 'closed' && t('inside.office')}
    </Strip>
  );
}

function LookLine({ look, when }: { look: RequestDetail['looks'][number]; when: string }) {
  const language = useLanguage();
  const roleWord = useRoleWord();
  return (
    <li className="small">
      <bdi>{pickLocalized(look.names, language)?.text}</bdi> · {roleWord(look.role)} · {when}
    </li>
  );
}

function Around({ detail }: { detail: RequestDetail }) {
  const { t } = useTranslation(['requests', 'case', 'common']);
  const language = useLanguage();
  const roleWord = useRoleWord();
  const { people, confidential, named } = detail;
  return (
    <LineFold icon="users" title={t('case:detail.around')} under={named ? t('case:detail.confidential-named') : confidential ? t('case:detail.confidential') : undefined} aside={<Num>{people.length}</Num>}>
      {people.length === 0 ? <p className="small quiet">{t('holder.nobody-yet')}</p> : null}
      {people.map((person) => (
        <Person key={person.account} small tone="us" name={pickLocalized(person.names, language)?.text ?? ''} line={roleWord(person.role)} />
      ))}
    </LineFold>
  );
}

function ClockList({ detail, minutesADay: day }: { detail: RequestDetail; minutesADay: number }) {
  const { t } = useTranslation(['requests', 'case', 'common']);
  const { zoneWord } = useFormats();
  const words = useClockWords(day);
  return (
    <Section>
      <SectionHead aside={`${t('common:clock.working-time')} · ${zoneWord(detail.zone, detail.happened[0]?.at ?? new Date(0))}`}>{t('case:detail.clocks')}</SectionHead>
      <Clocks>
        {detail.clocks.map((clock) => (
          <Clock key={clock.name} label={t(`common:clock.${clock.name}`)} used={clock.usedMinutes / clock.limitMinutes} {...words(clock)} />
        ))}
      </Clocks>
    </Section>
  );
}
