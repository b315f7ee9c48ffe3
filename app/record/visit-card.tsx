import { Form, Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Part } from '#app/components/facts.tsx';
import { TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { KeptForm } from '#app/components/kept-form.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { useProgramName } from '#app/components/program-name.ts';
import { directionOf } from '#app/i18n/languages.ts';
import { useFormats } from '#app/i18n/react.ts';
import { LIMITS } from '#app/visits/form-limits.ts';
import { InHerLanguage } from '#app/visits/questions/in-her-language.tsx';
import { useNameOf, Who } from './person-name.tsx';
import type { ShopPart } from './queries.server.ts';
import styles from './record.module.css';
import type { Said, VisitEntry } from './shop-record.server.ts';

function Words({ said }: { said: Said | null }) {
  return said ? (
    <bdi lang={said.language} dir={directionOf(said.language)}>
      {said.words}
    </bdi>
  ) : null;
}

interface VisitCardProps {
  visit: VisitEntry;
  view: ShopPart;
  errors: FormErrors;
}

const ANSWERED = { confirmed: 'ok', corrected: 'warn', contested: 'warn' } as const;

/** One visit as it was written, what its parts become, and the shop's three ways to answer. */
export function VisitCard({ visit, view, errors }: VisitCardProps) {
  const { t } = useTranslation(['record', 'versions', 'words']);
  const { formatDateTime, formatHalfDay } = useFormats();
  const asideIn = (field: string) => visit.aside.find((one) => one.field === field);
  const when = visit.at ? formatDateTime(visit.at, { zone: view.zone, now: view.now }) : formatHalfDay(visit.day, visit.half, { today: view.today });
  return (
    <li id={`visit-${visit.id}`} className={styles.entry}>
      {visit.answer === 'none' && (
        <Mark state="turn" tint>
          {t('visits.your-turn')}
        </Mark>
      )}
      <Who names={visit.author} role={visit.role}>
        {t('visits.visit')} · {when}
      </Who>
      <p>
        {t('visits.outcome')}: {t(`words:visit.${visit.outcome}`)}
      </p>
      {visit.onPaper && <p className="small quiet">{t('visits.on-paper')}</p>}
      {visit.needs.map((need) => (
        <NeedPart key={need.id} part={need} visit={visit.id} view={view} aside={asideIn(`need-${need.program}`)} />
      ))}
      {visit.promises.map((promise) => (
        <PromisePart key={promise.id} part={promise} visit={visit.id} view={view} aside={asideIn('promises')} />
      ))}
      {visit.replies.map(({ id, question, said }) => {
        const aside = asideIn(`reply-${id}`);
        return (
          <Part key={id} label={<InHerLanguage words={question} />}>
            <Words said={said} />
            {aside && <SetAside aside={aside} view={view} />}
          </Part>
        );
      })}
      {visit.aside.length > 0 && <Link to={`/me/record/${view.part}/versions/${visit.day}`}>{t('versions:history')}</Link>}
      {visit.note && <NotePart part={visit.note} visit={visit.id} view={view} aside={asideIn('note')} />}
      {visit.answer !== 'none' && <Mark state={ANSWERED[visit.answer]}>{t(`visits.${visit.answer}`)}</Mark>}
      {visit.byPhone && <p className="small quiet">{t(visit.byPhone === 'number' ? 'visits.by-number' : 'visits.by-phone')}</p>}
      {visit.contest && (
        <Part label={t('visits.your-words')}>
          <Words said={visit.contest} />
        </Part>
      )}
      <Answers visit={visit} view={view} errors={errors} />
    </li>
  );
}

/** A form with nothing to fill in: one button, one act of the shop. */
function Act({ intent, view, visit, need, promise, children, look = 'text', icon }: { intent: string; view: ShopPart; visit: string; need?: string; promise?: string; children: ReactNode; look?: 'main' | 'plain' | 'text'; icon?: 'check' }) {
  return (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="merchant" value={view.part} />
      <input type="hidden" name="visit" value={visit} />
      {promise && <input type="hidden" name="promise" value={promise} />}
      {need && <input type="hidden" name="need" value={need} />}
      <Button look={look} size="desk" icon={icon}>
        {children}
      </Button>
    </Form>
  );
}

/** The other record of that day stands here: who chose it. Nothing is asked about what was set aside. */
function SetAside({ aside, view }: { aside: VisitEntry['aside'][number]; view: ShopPart }) {
  const { t } = useTranslation('versions');
  const { formatDateTime } = useFormats();
  const nameOf = useNameOf();
  return (
    <p className="small">
      <Mark state="pause">{t('aside', { name: nameOf(aside.by, aside.role), day: formatDateTime(aside.at, { zone: view.zone, now: view.now }) })}</Mark>
    </p>
  );
}

interface PartProps<P> {
  visit: string;
  view: ShopPart;
  aside: VisitEntry['aside'][number] | undefined;
  part: P;
}

function NeedPart({ part: need, visit, view, aside }: PartProps<VisitEntry['needs'][number]>) {
  const { t } = useTranslation(['record', 'words', 'common']);
  const { formatDay } = useFormats();
  const nameOf = useProgramName();
  return (
    <Part label={nameOf(need.program)}>
      <Words said={need.said} />
      {aside && <SetAside aside={aside} view={view} />}
      {need.state === 'draft' && need.said && !aside && (
        <>
          <p className="small quiet">
            {t('needs.draft')} {t('common:state.kept-until')}: {formatDay(need.erasedOn, { today: view.today })}
          </p>
          <div className={styles.acts}>
            <Act intent="need-to-request" view={view} visit={visit} need={need.id} look="plain">
              {t('needs.send')}
            </Act>
            <Act intent="drop-need" view={view} visit={visit} need={need.id}>
              {t('needs.drop')}
            </Act>
          </div>
        </>
      )}
      {need.state === 'request' && (need.number ? <Link to={`/m/${view.slug}/requests/${need.number}`}>{t('needs.request')}: <Num>{need.number}</Num></Link> : t('needs.request'))}
      {(need.state === 'dropped' || (need.state === 'draft' && !need.said)) && t('needs.dropped')}
    </Part>
  );
}

function PromisePart({ part: promise, visit, view, aside }: PartProps<VisitEntry['promises'][number]>) {
  const { t } = useTranslation('record');
  const { formatDay } = useFormats();
  const { keeper } = promise;
  return (
    <Part label={t('visits.promise')}>
      <Words said={promise.said} />
      <p className="small quiet">
        {t('visits.promise-day')}: {formatDay(promise.dueOn, { today: view.today })}
      </p>
      {keeper === 'nobody-yet' && <p className="small quiet">{t('promises.nobody-yet')}</p>}
      {keeper && keeper !== 'nobody-yet' && (
        <Who names={keeper.names} role={keeper.role}>
          {t('promises.keeper')}
        </Who>
      )}
      {aside && <SetAside aside={aside} view={view} />}
      {aside ? null : <PromiseAnswers part={promise} visit={visit} view={view} />}
    </Part>
  );
}

function PromiseAnswers({ part: promise, visit, view }: Omit<PartProps<VisitEntry['promises'][number]>, 'aside'>) {
  const { t } = useTranslation('record');
  const { state, shop, kept } = promise;
  return (
    <>
      <Mark state={STATES[state]}>{t(`promises.${state}`)}</Mark>
      {shop && <p className="small quiet">{t(`promises.you-${shop}`)}</p>}
      {shop === 'not-kept' && kept && <p className="small quiet">{t('promises.giver-kept')}</p>}
      <div className={styles.acts}>
        {shop !== 'kept' && (
          <Act intent="promise-kept" view={view} visit={visit} promise={promise.id} look="plain">
            {t('promises.say-kept')}
          </Act>
        )}
        {shop !== 'not-kept' && state !== 'not-kept' && state !== 'coming' && (
          <Act intent="promise-not-kept" view={view} visit={visit} promise={promise.id}>
            {t('promises.say-not-kept')}
          </Act>
        )}
      </div>
    </>
  );
}

const STATES = { kept: 'ok', 'not-kept': 'bad', today: 'work', over: 'warn', coming: 'new' } as const;

function NotePart({ part: note, visit, view, aside }: PartProps<NonNullable<VisitEntry['note']>>) {
  const { t } = useTranslation(['record', 'words', 'common']);
  const { formatDay } = useFormats();
  return (
    <Part label={t('words:thing.note')}>
      <Words said={note.said} />
      {aside && <SetAside aside={aside} view={view} />}
      <p className="small quiet">{note.agreed ? t('notes.agreed') : <>{t('notes.two')} {t('common:state.kept-until')}: {formatDay(note.erasedOn, { today: view.today })}</>}</p>
      <div className={styles.acts}>
        {!note.agreed && (
          <Act intent="agree-note" view={view} visit={visit} look="plain">
            {t('notes.agree')}
          </Act>
        )}
        <Act intent="refuse-note" view={view} visit={visit}>
          {t('notes.refuse')}
        </Act>
      </div>
    </Part>
  );
}

function Answers({ visit, view, errors }: VisitCardProps) {
  const { t } = useTranslation(['record', 'common']);
  const asked = (intent: string) => errors.refusal?.values.visit === visit.id && errors.refusal.values.intent === intent;
  const inWords = (intent: 'correct' | 'contest') => (
    <details key={`${intent} ${visit.answer}`} className={styles.words} open={asked(intent)}>
      <summary>{t(`common:button.${intent}`)}</summary>
      <KeptForm keep={`${intent}-${visit.id}`}>
        <input type="hidden" name="intent" value={intent} />
        <input type="hidden" name="merchant" value={view.part} />
        <input type="hidden" name="visit" value={visit.id} />
        <TextArea
          name="words"
          id={`${intent}-${visit.id}`}
          label={t(`visits.${intent}-words`)}
          maxLength={LIMITS.contest}
          defaultValue={asked(intent) ? errors.valueOf('words') : undefined}
          error={asked(intent) ? errors.errorOf('words') : undefined}
        />
        <Button size="desk">{t('common:button.send')}</Button>
      </KeptForm>
    </details>
  );
  return (
    <div className={visit.answer === 'none' ? styles.answers : styles.acts}>
      {visit.answer !== 'confirmed' && (
        <Act intent="confirm" view={view} visit={visit.id} look={visit.answer === 'none' ? 'main' : 'plain'} icon="check">
          {t('visits.right')}
        </Act>
      )}
      {inWords('correct')}
      {inWords('contest')}
    </div>
  );
}
