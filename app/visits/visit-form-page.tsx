import { useActionData, useNavigation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { CheckboxLine, RadioTiles } from '#app/components/choice.tsx';
import { Facts } from '#app/components/facts.tsx';
import { Field, FieldError, FieldRow, Fields, TextArea } from '#app/components/field.tsx';
import { FormErrorSummary } from '#app/components/form-error-summary.tsx';
import { type FormErrors, useFormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { BackBar, Dock, LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Patch } from '#app/components/patch.tsx';
import { usePrograms, useProgramName } from '#app/components/program-name.ts';
import { Quote } from '#app/components/quote.tsx';
import { Empty } from '#app/components/states.tsx';
import { useFormats, useReasons } from '#app/i18n/react.ts';
import type { Reason } from '#app/platform/refusal.ts';
import { EarlierVisits } from './earlier-visits.tsx';
import type { VisitFormView } from './queries.server.ts';
import { QuestionReplies } from './questions/replies.tsx';
import type { Asked } from './questions/queries.server.ts';
import { KEPT_DAYS } from './rules.ts';
import { LIMITS, NEED_PROGRAMS, type NeedProgram, PROMISE_ROWS } from './form-limits.ts';
import { ShopName } from './shop-name.tsx';
import { ShopsWords } from './shops-words.tsx';
import styles from './visit-form-page.module.css';

interface VisitFormPageProps {
  view: VisitFormView;
  base: string;
  clientId: string;
}

const OUTCOME_ICONS = [
  { value: 'met', icon: 'user-check' },
  { value: 'closed', icon: 'door' },
  { value: 'not-met', icon: 'user-off' },
  { value: 'postponed', icon: 'calendar-time' },
] as const;

/** Outcome and save: two taps where nothing is needed. Another outcome than "met" hides the rest, without script too. */
export function VisitFormPage({ view, base, clientId }: VisitFormPageProps) {
  const { t } = useTranslation(['visits', 'common', 'words']);
  const errors = useFormErrors(useActionData(), 'visits');
  const { valueOf } = errors;
  const sending = useNavigation().state === 'submitting';
  const { shop } = view;
  const title = <ShopName names={shop.names} />;
  const where = shop.unit && <Num>{shop.unit.number}</Num>;
  if (!view.round) {
    return (
      <>
        <BackBar to={`${base}/visits`} title={title} line={where} />
        <Empty title={t('day.no-round')}>{t('day.no-round-text')}</Empty>
      </>
    );
  }
  return (
    <>
      <BackBar to={`${base}/visits`} title={title} line={where}>
        {shop.grid && <Patch {...shop.grid} />}
      </BackBar>
      <h1 className="visually-hidden">{t('title.form')}</h1>
      <Before view={view} />
      <KeptForm id="visit" keep={shop.merchant} className={styles.form}>
        <input type="hidden" name="clientId" value={valueOf('clientId', clientId)} />
        <VisitFields errors={errors} hasAccount={view.hasAccount} today={view.today} questions={view.questions} needs={view.needs} />
      </KeptForm>
      <EarlierVisits visits={view.earlier} today={view.today} base={base} />
      <form method="post" className={styles.tie}>
        <input type="hidden" name="intent" value="tie" />
        <p className="small quiet">{t('form.tie-hint')}</p>
        <Button look="text">{t('form.tie')}</Button>
      </form>
      <Dock
        note={
          <>
            <Icon name="eye" size={18} />
            {t('form.shop-sees')}
          </>
        }
      >
        <Button form="visit" look="main" size="thumb" wide icon="check" disabled={sending}>
          {t('common:button.save')}
        </Button>
      </Dock>
    </>
  );
}

/** What is asked at a visit, the round's questions last: the same online and on a phone without a network. */
export function VisitFields({ errors, hasAccount, today, questions, needs }: { errors: FormErrors; hasAccount: boolean; today: string; questions: readonly Asked[]; needs: readonly NeedProgram[] }) {
  const { t } = useTranslation(['visits', 'common', 'words', 'questions']);
  const { errorOf, valueOf } = errors;
  const labels: Record<string, string> = { outcome: t('form.outcome'), carbon: t('form.carbon'), note: t('words:thing.note') };
  const nameOf = useProgramName();
  for (const program of NEED_PROGRAMS) labels[`need-${program}`] = nameOf(program);
  for (let row = 0; row < PROMISE_ROWS; row += 1) [labels[`promise-${row}`], labels[`due-${row}`]] = [t('form.promise'), t('form.promise-day')];
  for (const [row] of questions.entries()) labels[`reply-${row}`] = t('questions:form.title');
  return (
    <>
      <div className={styles.inset}>
        <FormErrorSummary errors={errors} labels={labels} />
        <RadioTiles
          name="outcome"
          legend={t('form.outcome')}
          options={OUTCOME_ICONS.map(({ value, icon }) => ({ value, icon, label: t(`words:visit.${value}`) }))}
          defaultValue={valueOf('outcome')}
          error={errorOf('outcome')}
        />
        <p className="small quiet">{t('form.save-at-once')}</p>
      </div>
      <div className={styles.ifMet}>
        {!hasAccount && (
          <div className={styles.inset}>
            <CheckboxLine name="carbon" id="f-carbon" value="on" defaultChecked={valueOf('carbon') === 'on'} under={t('form.carbon-hint')}>
              {t('form.carbon')}
            </CheckboxLine>
            {errorOf('carbon') && <FieldError>{errorOf('carbon')}</FieldError>}
          </div>
        )}
        <Needs errors={errors} noted={needs} />
        <Promises errors={errors} today={today} />
        <QuestionReplies errors={errors} questions={questions} />
        <Section near>
          <Sheet>
            <LineFold icon="pencil" title={t('form.note-add')} under={t('form.note-hint', { days: KEPT_DAYS.note })} open={Boolean(valueOf('note'))}>
              <TextArea name="note" label={t('words:thing.note')} maxLength={LIMITS.note} defaultValue={valueOf('note')} error={errorOf('note')} optional />
            </LineFold>
          </Sheet>
        </Section>
      </div>
    </>
  );
}

/** Why this shop isn't hers to visit; nothing of it is shown. */
export function NotHers({ reason, base }: { reason: Reason; base: string }) {
  const { t } = useTranslation('visits');
  const say = useReasons();
  return (
    <>
      <BackBar to={`${base}/visits`} title={t('title.form')} />
      <h1 className="visually-hidden">{t('title.form')}</h1>
      <Empty title={say(reason)} action={<ButtonLink to={`${base}/visits`}>{t('title.day')}</ButtonLink>}>
        {t('refused.another')}
      </Empty>
    </>
  );
}

function Before({ view }: { view: VisitFormView }) {
  const { t } = useTranslation('visits');
  const facts = [
    ...(view.asked ? [{ key: 'asked', icon: 'hand-stop' as const, text: t('day.asked') }] : []),
    ...(view.wishedTime ? [{ key: 'time', icon: 'clock' as const, text: <>{t('day.wished')}: <Num>{view.wishedTime}</Num></> }] : []),
  ];
  if (facts.length + view.notes.length === 0) return null;
  return (
    <div className={styles.inset}>
      {facts.length > 0 && <Facts facts={facts} />}
      {view.notes.map(({ id, words, language, contest }) => (
        <div key={id}>
          <p className="small quiet">{t('form.agreed-note')}</p>
          <Quote original={{ text: words, language }} />
          <ShopsWords contest={contest} />
        </div>
      ))}
    </div>
  );
}

/** Of the programs that the round notes; what was ticked before stays to be seen and taken out. */
function Needs({ errors: { errorOf, valueOf }, noted }: { errors: FormErrors; noted: readonly NeedProgram[] }) {
  const { t } = useTranslation(['visits', 'common', 'words']);
  const { formatUnit } = useFormats();
  const nameOf = useProgramName();
  const programs = usePrograms(NEED_PROGRAMS.filter((program) => noted.includes(program) || valueOf(`wants-${program}`) === 'on'));
  if (programs.length === 0) return null;
  return (
    <fieldset className={styles.needs}>
      <legend>
        {t('form.needs')} <small>{t('common:state.optional')}</small>
      </legend>
      <div className={styles.grid}>
        {programs.map((program) => {
          const name = nameOf(program);
          return (
            <div key={program} className={styles.need}>
              <CheckboxLine name={`wants-${program}`} value="on" defaultChecked={valueOf(`wants-${program}`) === 'on'}>
                {name}
              </CheckboxLine>
              <div className={styles.open}>
                <Field
                  name={`need-${program}`}
                  label={t('form.need-line', { program: name })}
                  maxLength={LIMITS.need}
                  dir="auto"
                  autoComplete="off"
                  defaultValue={valueOf(`need-${program}`)}
                  error={errorOf(`need-${program}`)}
                />
                <p className={styles.draft}>
                  <Mark state="new">{t('common:state.draft')}</Mark>
                  <span>
                    {t('common:state.kept-until')}: {formatUnit(KEPT_DAYS.draft, 'day')}
                  </span>
                </p>
                <p className="small">{t('form.draft-hint')}</p>
              </div>
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

function Promises({ errors: { errorOf, valueOf }, today }: { errors: FormErrors; today: string }) {
  const { t } = useTranslation(['visits', 'common']);
  const row = (at: number) => (
    <FieldRow key={at}>
      <Field name={`promise-${at}`} label={t('form.promise')} maxLength={LIMITS.promise} dir="auto" autoComplete="off" defaultValue={valueOf(`promise-${at}`)} error={errorOf(`promise-${at}`)} optional="said" />
      <Field name={`due-${at}`} label={t('form.promise-day')} type="date" min={today} defaultValue={valueOf(`due-${at}`)} error={errorOf(`due-${at}`)} optional="said" />
    </FieldRow>
  );
  const more = Array.from({ length: PROMISE_ROWS - 1 }, (_, at) => at + 1);
  return (
    <Section>
      <SectionHead aside={t('common:state.optional')}>{t('form.promises')}</SectionHead>
      <Fields>{row(0)}</Fields>
      <LineFold icon="plus" title={t('form.promise-more')} open={more.some((at) => valueOf(`promise-${at}`))}>
        <Fields plain>{more.map(row)}</Fields>
      </LineFold>
    </Section>
  );
}
