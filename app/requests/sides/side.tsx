import { redirect } from '@remix-run/node';
import { Form, useActionData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons, ButtonLink } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import { Icon } from '#app/components/icon.tsx';
import { LanguageLinks } from '#app/components/language-links.tsx';
import { Line, PageTitle, Says, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Quote, Said } from '#app/components/quote.tsx';
import { Shell } from '#app/components/shell.tsx';
import { Strip } from '#app/components/states.tsx';
import { detectLanguage } from '#app/i18n/detect.server.ts';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import styles from '#app/mall/codes/codes.module.css';
import { openToAnyone } from '#app/platform/authorise.server.ts';
import { submitForm } from '#app/platform/form.server.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { EnterSlip } from '../enter-slip.tsx';
import { MOST_WORDS } from '../limits.ts';
import { useHoldingWords, useRoleWord } from '../now.tsx';
import { actAsSide, enterSide, joinSide } from './commands.server.ts';
import { getSideView, type SideView } from './queries.server.ts';
import { SideSchema } from './schema.ts';
import { TakePart } from './take-part.tsx';
import { WishedLanguage } from './wished-language.tsx';

export const handle = { i18n: ['sides', 'codes', 'requests', 'case'], title: (t) => t('sides:enter.title'), tabs: false } satisfies PageHandle;

export const loader = openToAnyone(() => null);

/** Number and code come in a form and never stand in an address; what they open is the answer itself. */
export const action = openToAnyone(async ({ request, context, actor, now }) =>
  submitForm(await request.formData(), SideSchema, async (input) => {
    const at = { address: context.ip, now };
    const entered = await enterSide(input.number, input.code, at);
    if (input.intent === 'join') return redirect(await joinSide(entered, actor, now));
    const done = await actAsSide(entered, input, detectLanguage(request), now).catch(refusalOf);
    const refused = typeof done === 'string' ? done : null;
    return { ok: true as const, now, code: input.code, said: input.intent, refused, room: input.room, words: refused ? (input.words ?? '') : '', view: await getSideView(typeof done === 'string' ? entered : done, actor, now) };
  }),
);

/** Said beside what she was doing, on the page that her code opens. */
function refusalOf(error: unknown): string {
  if (error instanceof Refusal) return error.reason.key;
  throw error;
}

type Answer = { view: SideView; code: string; said: string; refused: string | null; room: string; words: string; now: Date };

/** The other side of a matter between two, for whoever has its number and code: with or without an account. */
export default function SideRoute() {
  const { t } = useTranslation('sides');
  const answer = useActionData<typeof action>();
  const language = useLanguage();
  const found = answer && 'view' in answer ? (answer as unknown as Answer) : null;
  return (
    <Shell mall={{ name: found ? (pickLocalized(found.view.mall, language)?.text ?? '') : '', to: '/' }} nav={[]}>
      <div className={styles.place}>
        {found ? <Standing {...found} /> : <EnterSlip title={t('enter.title')} lead={t('enter.lead')} />}
        <div className="pad">
          <LanguageLinks offered={found?.view.languages} />
        </div>
      </div>
    </Shell>
  );
}

/** Every form of the page carries number and code along. */
function WithCode({ view, code, children, intent }: { view: SideView; code: string; children: ReactNode; intent?: string }) {
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="number" value={view.number} />
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="turn" value={view.turn} />
      {intent && <input type="hidden" name="intent" value={intent} />}
      {children}
    </Form>
  );
}

function Standing({ view, code, said, refused, room, words, now }: Answer) {
  const { t } = useTranslation(['sides', 'words', 'requests', 'case', 'common']);
  const language = useLanguage();
  const holding = useHoldingWords()(view.holding, null);
  const nameOf = (names: Localized | null) => (names && pickLocalized(names, language)?.text) || '';
  const { stage, outcome, can } = view;
  const standing = stage === 'closed' && outcome ? t(`words:outcome.${outcome as 'agreement'}`) : t(`words:stage.${stage}`);
  const form = { view, code };
  return (
    <>
      <PageTitle lead={standing}>{can.takePart ? t('take-part.title') : t('enter.between')}</PageTitle>
      {refused && <Strip tone="bad" title={t(refused as 'requests:refusal.not-now')} live />}
      {!refused && said !== 'show' && <Strip tone="ok" icon="check" title={t('enter.noted')} live />}
      <Section near>
        <Sheet list>
          <Says lead={<Icon name="users" />} over={t('enter.asks')}>
            <b>
              <bdi>{[nameOf(view.asker), nameOf(view.shop)].filter(Boolean).join(' · ')}</bdi>
            </b>
          </Says>
          {!can.takePart && stage !== 'closed' && stage !== 'withdrawn' && (
            <Says lead={<Icon name="scale" />} over={t('common:state.now-with')}>
              <b>
                <bdi>{holding.name}</bdi>
              </b>
            </Says>
          )}
        </Sheet>
      </Section>
      {can.takePart && (
        <>
          <Turns view={view} room="joint" now={now} />
          <WithCode {...form}>
            <TakePart />
          </WithCode>
        </>
      )}
      {can.confirm && (
        <WithCode {...form}>
          <Fields>
            <p>
              <b>{t('confirm.question')}</b>
            </p>
            <Buttons>
              <Button look="main" size="thumb" icon="check" name="intent" value="confirm">
                {t('confirm.yes')}
              </Button>
              <Button size="thumb" name="intent" value="not-solved">
                {t('confirm.no')}
              </Button>
            </Buttons>
          </Fields>
        </WithCode>
      )}
      {!can.takePart && <OwnRoom {...{ view, code, now, room: 'other' }} failed={refused && room === 'other' ? words : ''} />}
      {!can.takePart && view.rooms.includes('joint') && <OwnRoom {...{ view, code, now, room: 'joint' }} failed={refused && room === 'joint' ? words : ''} />}
      <Fields>
        {view.mayJoin && stage !== 'closed' && (
          <WithCode {...form} intent="join">
            <Button size="thumb" wide icon="user-check">
              {t('enter.join')}
            </Button>
          </WithCode>
        )}
        {can.declineWorker && (
          <WithCode {...form} intent="decline-worker">
            <Button wide icon="user-off">{t('case:act.decline-worker.button')}</Button>
          </WithCode>
        )}
        {can.endTalks && (
          <WithCode {...form} intent="end-talks">
            <Button wide look="danger" icon="x">{t('case:act.end-talks.button')}</Button>
          </WithCode>
        )}
        <ButtonLink to="/side">{t('enter.close')}</ButtonLink>
        <p className="small quiet">{t('enter.kept')}</p>
      </Fields>
    </>
  );
}

function Turns({ view, room, now }: { view: SideView; room: 'other' | 'joint'; now: Date }) {
  const { t } = useTranslation(['sides', 'common']);
  const language = useLanguage();
  const roleWord = useRoleWord();
  const { formatDateTime } = useFormats();
  const turns = view.talk.filter((one) => one.room === room);
  if (turns.length === 0) return null;
  return (
    <Sheet>
      <Line as="div">
        {turns.map(({ seq, type, by, at, words }) => (
          <Said key={seq} mine={by?.you} who={by?.you ? t('common:state.you') : ((by && pickLocalized(by.names, language)?.text) ?? '')} role={by && !by.you ? roleWord(by.role) : undefined} when={formatDateTime(at, { zone: view.zone, now })}>
            {type === 'marked-done' && <p className="strong">{t('agreement')}</p>}
            {words && (type === 'language-wished' ? <WishedLanguage language={words.words} /> : [words, ...words.translations].map((one) => <Quote key={one.language} original={{ text: one.words, language: one.language }} />))}
          </Said>
        ))}
      </Line>
    </Sheet>
  );
}

function OwnRoom({ view, code, room, now, failed }: { view: SideView; code: string; room: 'other' | 'joint'; now: Date; failed: string }) {
  const { t } = useTranslation(['sides', 'common']);
  return (
    <Section>
      <SectionHead under={t(room === 'joint' ? 'room.joint-under' : 'room.own-under')}>{t(room === 'joint' ? 'room.joint' : 'room.own')}</SectionHead>
      <Turns view={view} room={room} now={now} />
      {view.rooms.includes(room) && (
        <Section near key={view.turn + view.talk.length}>
          <WithCode view={view} code={code} intent="say">
            <input type="hidden" name="room" value={room} />
            <Fields>
              <TextArea name="words" id={`f-words-${room}`} label={t('say')} rows={2} maxLength={MOST_WORDS} defaultValue={failed} />
              <Button icon="send">{t('common:button.send')}</Button>
            </Fields>
          </WithCode>
        </Section>
      )}
    </Section>
  );
}
