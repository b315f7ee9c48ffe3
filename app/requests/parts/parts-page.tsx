import type { ReactNode } from 'react';
import { redirect } from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Pictures } from '#app/components/add-pictures.tsx';
import { Button, Buttons } from '#app/components/button.tsx';
import { Clock } from '#app/components/clock.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, isRefusal, useFormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Line, LineFold, PageTitle, Section, Sheet } from '#app/components/page.tsx';
import type { PageHandle } from '#app/components/page-handle.ts';
import { Quote, Said } from '#app/components/quote.tsx';
import { Empty } from '#app/components/states.tsx';
import { type Localized, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { readFiles } from '#app/platform/files.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { recordLook } from '#app/platform/looks.server.ts';
import { getRequestDetail, type Happened, type RequestDetail } from '../detail.server.ts';
import { Files } from '../history-view.tsx';
import { MOST_WORDS } from '../limits.ts';
import { useClockWords, useRoleWord } from '../now.tsx';
import { readForm, screenLanguage, wordsOf } from '../reading.server.ts';
import { minutesADay as minutesADayOf } from '../working-time.ts';
import { actOnParts } from './commands.server.ts';
import { GiveForm } from './give-form.tsx';
import { offeredHolders } from './holders.server.ts';
import { PartLine } from './part-line.tsx';
import type { PartCard } from './queries.server.ts';
import { PartsActSchema } from './schema.ts';
import { makeSlip, type PartSlip } from './slip.server.ts';
import { PartSlipPaper } from './slip-paper.tsx';

export const handle = { i18n: ['tasks', 'requests', 'case', 'programs', 'files'], title: (t) => t('requests:part.title'), bar: 'own' } satisfies PageHandle;

/** Everything that is given to others of one request: for whoever sees the request. */
export const loader = authorised({ can: 'requests:read' }, async ({ params, mall, actor, now }) => {
  const detail = await getRequestDetail(actor, mall, String(params.number), now);
  const at = `/m/${mall.slug}/requests/${detail.number}`;
  if (detail.parts.length === 0 && !detail.can.givePart) throw redirect(at);
  const role = detail.people.find((one) => one.account === actor.account)?.role ?? 'member';
  for (const subject of detail.look ?? []) await recordLook({ mall: mall._id, subject, viewer: actor.account, role, purpose: 'request', day: dayIn(now, mall.zone), now });
  const holders = detail.can.givePart ? await offeredHolders(mall, detail.number, actor.account, now) : [];
  return { detail, holders, at, mall: mall.name, minutesADay: minutesADayOf(mall, dayIn(now, mall.zone)), now };
});

export const action = authorised({ can: 'requests:read' }, async ({ request, params, mall, actor, known, now }) => {
  const number = String(params.number);
  await getRequestDetail(actor, mall, number, now);
  const form = await readForm(request);
  const screen = screenLanguage(request, mall, known);
  return submitForm(
    form,
    PartsActSchema,
    async (input) => {
      const doing = { mall, actor, now };
      if (input.intent === 'slip') return { slip: await makeSlip(doing, number, input.part) };
      await actOnParts(doing, number, input, 'words' in input ? wordsOf(input.words, screen) : undefined, await readFiles(form));
      return redirect(`/m/${mall.slug}/requests/${number}/parts`);
    },
    formValues(form),
  );
});

/** One page that shows all parts of a request: holder, state, clock, and what was said about each. */
export default function PartsRoute() {
  const { detail, holders, at, mall, minutesADay, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation(['tasks', 'requests', 'common']);
  const answer = useActionData<typeof action>();
  const errors = useFormErrors(answer, 'requests');
  const language = useLanguage();
  const slip = !isRefusal(answer) && answer && 'slip' in answer ? (answer as unknown as { slip: PartSlip }).slip : null;
  if (slip) return <PartSlipPaper slip={slip} mall={pickLocalized(mall as Localized, language)?.text ?? ''} at={`${at}/parts`} now={now} />;
  const { parts, title, number, can } = detail;
  return (
    <>
      <BackBar to={at} title={<Num>{number}</Num>} />
      <PageTitle lead={title && <span lang={title.language} dir="auto">{title.words}</span>}>{t('requests:part.title')}</PageTitle>
      {errors.refusal && (
        <div className="pad">
          <FormErrorSummary errors={errors} labels={{ words: t('give.words'), to: t('give.to'), pictures: t('common:button.add-photo') }} />
        </div>
      )}
      {parts.length === 0 && <Empty title={t('give.none')} />}
      {parts.map((part) => (
        <OnePart key={part.id} part={part} detail={detail} at={at} minutesADay={minutesADay} errors={errors} now={now} />
      ))}
      {can.givePart && <GiveForm holders={holders} errors={errors} key={parts.length} />}
    </>
  );
}

interface OfPart {
  part: PartCard;
  detail: RequestDetail;
  at: string;
  minutesADay: number;
  errors: FormErrors;
  now: Date;
}

function OnePart({ part, detail, at, minutesADay, errors, now }: OfPart) {
  const { t } = useTranslation(['tasks', 'requests', 'common']);
  const words = useClockWords(minutesADay)({ name: 'solution', cycle: '', ...part.clock });
  const given = detail.happened.find(({ seq }) => seq === part.given);
  const said = detail.happened.filter(({ facts, seq, words: text, files }) => facts.part === part.id && seq !== part.given && (text || files.length > 0));
  const mayMove = detail.can.takeBackPart && part.open;
  const refused = errors.refusal?.values.part === part.id ? String(errors.refusal.values.intent) : null;
  return (
    <Section id={`part-${part.n}`}>
      <Sheet>
        <Line as="div">
          <PartLine part={part} zone={detail.zone} minutesADay={minutesADay} now={now} />
          {given?.words && <Quote original={{ text: given.words.words, language: given.words.language }} />}
          {part.evidence && part.open && <p className="small quiet">{t(`task.evidence-${part.evidence}`)}</p>}
        </Line>
        {part.open && (
          <Line as="div">
            <Clock as="div" label={t('task.clock')} state={words.state} used={part.clock.usedMinutes / part.clock.limitMinutes} left={words.left} note={words.note} />
          </Line>
        )}
        {said.length > 0 && (
          <Line as="div">
            {said.map((one) => (
              <PartSaid key={one.seq} one={one} at={at} zone={detail.zone} now={now} />
            ))}
          </Line>
        )}
        {mayMove && (
          <LineFold icon="message-circle" title={t('task.say')} under={t('task.talk-under')} open={refused === 'say'}>
            <PartForm part={part.id} intent="say">
              <TextArea name="words" id={refused === 'say' ? 'f-words' : `f-say-${part.n}`} rows={2} maxLength={MOST_WORDS} label={t('task.say')} error={refused === 'say' ? errors.errorOf('words') : undefined} defaultValue={refused === 'say' ? errors.valueOf('words') : undefined} />
              <Pictures visible id={`f-say-pictures-${part.n}`} />
              <Button icon="send" name="intent" value="say">
                {t('common:button.send')}
              </Button>
            </PartForm>
          </LineFold>
        )}
        {mayMove && part.holder.kind === 'partner' && <OnPaper part={part} errors={errors} refused={refused} />}
        {mayMove && (
          <Line as="div">
            <Form method="post">
              <input type="hidden" name="part" value={part.id} />
              <Button size="desk" name="intent" value="take-back">
                {t('give.take-back')}
              </Button>
            </Form>
          </Line>
        )}
      </Sheet>
    </Section>
  );
}

/** A partner without an account: its slip, and what came back on it. */
function OnPaper({ part, errors, refused }: { part: PartCard; errors: FormErrors; refused: string | null }) {
  const { t } = useTranslation(['tasks', 'requests', 'common']);
  const open = refused?.startsWith('paper') ?? false;
  return (
    <>
      <LineFold icon="printer" title={t('slip.print')} under={t('slip.print-under')}>
        <PartForm part={part.id} intent="slip">
          <Button icon="printer" name="intent" value="slip">
            {t('slip.print')}
          </Button>
        </PartForm>
      </LineFold>
      <LineFold icon="pencil" title={t('slip.type-in')} under={t('slip.type-in-under')} open={open}>
        <PartForm part={part.id} intent="paper">
          <TextArea name="words" id={open ? 'f-words' : `f-paper-${part.n}`} rows={2} maxLength={MOST_WORDS} optional label={t('slip.words')} error={open ? errors.errorOf('words') : undefined} defaultValue={open ? errors.valueOf('words') : undefined} />
          <Pictures visible id={`f-paper-pictures-${part.n}`} error={open ? errors.errorOf('pictures') : undefined} />
          <Buttons>
            {part.state === 'offered' && (
              <Button name="intent" value="paper-accept">
                {t('slip.accepted')}
              </Button>
            )}
            <Button name="intent" value="paper-done" icon="check">
              {t('slip.done')}
            </Button>
            <Button name="intent" value="paper-decline">{t('slip.declined')}</Button>
          </Buttons>
        </PartForm>
      </LineFold>
    </>
  );
}

function PartForm({ part, intent, children }: { part: string; intent: string; children: ReactNode }) {
  return (
    <KeptForm keep={`${intent}-${part}`} encType="multipart/form-data">
      <input type="hidden" name="part" value={part} />
      <Fields plain>{children}</Fields>
    </KeptForm>
  );
}

function PartSaid({ one, at, zone, now }: { one: Happened; at: string; zone: string; now: Date }) {
  const { t } = useTranslation(['requests', 'case', 'common']);
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const roleWord = useRoleWord();
  const { by, words, files, type, facts } = one;
  return (
    <Said mine={by?.you} who={by?.you ? t('common:state.you') : ((by && pickLocalized(by.names, language)?.text) ?? '')} role={by && !by.you ? roleWord(by.role) : undefined} when={formatDateTime(one.at, { zone, now })}>
      {type !== 'part-said' && <p className="strong">{t(facts.paper ? `case:event.${type as 'part-done'}-paper` : `case:event.${type as 'part-done'}`)}</p>}
      {words && <Quote original={{ text: words.words, language: words.language }} />}
      <Files files={files} at={at} />
    </Said>
  );
}
