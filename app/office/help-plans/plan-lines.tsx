import { Form } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { directionOf, isLanguage, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { LetterMark } from '../letters/letter-clock.tsx';
import styles from './plans.module.css';
import type { PlanView, Worded } from './queries.server.ts';

interface LinesProps {
  plans: readonly PlanView[];
  /** On whose page they stand, and whether whoever reads may act for that side. */
  side: 'office' | 'mall';
  mayAct: boolean;
  /** Slug, where the page shows one of several malls. */
  mall?: string;
  today: string;
  now: Date;
  zone: string;
}

const MARKS = { offered: 'turn', accepted: 'work', declined: 'pause', done: 'ok' } as const;

/** Plans with what there is to do in them, the same on both sides; the buttons are the reader's side's. */
export function PlanLines({ plans, ...around }: LinesProps) {
  return plans.map((plan) => <Plan key={plan.id} plan={plan} {...around} />);
}

function Plan({ plan, side, mayAct, mall, today, now, zone }: Omit<LinesProps, 'plans'> & { plan: PlanView }) {
  const { t } = useTranslation('office');
  const { formatDay, formatDateTime } = useFormats();
  const language = useLanguage();
  const running = plan.state === 'accepted' && mayAct;
  const act = (item: string, name: 'task-done' | 'lent' | 'returned') => <Act plan={plan.id} item={item} name={name} mall={mall} />;
  const office = plan.office && pickLocalized(plan.office, language)?.text;
  return (
    <Section>
      <SectionHead
        under={
          <>
            {office && (
              <>
                <bdi>{office}</bdi> ·{' '}
              </>
            )}
            {t('plans.offered-on', { day: formatDay(plan.offeredOn, { today }) })}
          </>
        }
        aside={<Mark state={MARKS[plan.state]}>{t(`plans.state.${plan.state}`)}</Mark>}
      >
        <Said words={plan.missing} />
      </SectionHead>
      <Sheet list>
        {plan.tasks.map((task) => (
          <Item
            key={task.id}
            over={t('plans.tasks')}
            words={task.words}
            under={task.doneOn ? t('plans.done-on', { day: formatDay(task.doneOn, { today }) }) : task.dueAt ? t('plans.due', { at: formatDateTime(task.dueAt, { zone, now, withZone: true }) }) : t('plans.within', { count: task.days })}
            mark={task.doneOn ? <Mark state="ok">{t('plans.task-done')}</Mark> : task.clock && <LetterMark clock={task.clock} open={false} published={false} />}
            act={running && side === 'office' && !task.doneOn && act(task.id, 'task-done')}
          />
        ))}
        {plan.loans.map((loan) => (
          <Item
            key={loan.id}
            over={`${t(`plans.from-${loan.from}`)} · ${t(`plans.kinds.${loan.kind}`)}`}
            words={loan.words}
            under={loan.returnedOn ? t('plans.returned-on', { day: formatDay(loan.returnedOn, { today }) }) : [loan.lentOn && t('plans.lent-on', { day: formatDay(loan.lentOn, { today }) }), t('plans.until', { day: formatDay(loan.until, { today }) })].filter(Boolean).join(' · ')}
            mark={loan.returnedOn ? <Mark state="ok">{t('plans.returned')}</Mark> : loan.isLate && <Mark state="bad">{t('plans.late')}</Mark>}
            act={running && loan.from === side && !loan.returnedOn && act(loan.id, loan.lentOn ? 'returned' : 'lent')}
          />
        ))}
        {plan.state === 'offered' && side === 'mall' && (
          <Line>
            {mayAct ? (
              <Form method="post">
                <input type="hidden" name="plan" value={plan.id} />
                <Buttons>
                  <Button look="main" name="act" value="accept" icon="check">
                    {t('plans.accept')}
                  </Button>
                  <Button name="act" value="decline">
                    {t('plans.decline')}
                  </Button>
                </Buttons>
              </Form>
            ) : (
              <p className="small quiet">{t('plans.council-only')}</p>
            )}
          </Line>
        )}
      </Sheet>
    </Section>
  );
}

/** The words in the writer's language, with its own direction. */
function Said({ words }: { words: Worded | null }) {
  if (!words) return null;
  return (
    <span lang={words.language} dir={isLanguage(words.language) ? directionOf(words.language) : 'auto'}>
      {words.text}
    </span>
  );
}

function Item({ over, words, under, mark, act }: { over: string; words: Worded | null; under: string; mark: ReactNode; act: ReactNode }) {
  return (
    <Line>
      <div className={styles.item}>
        <span className="grow">
          <small className="quiet">{over}</small>
          <br />
          <b>
            <Said words={words} />
          </b>
          <br />
          <small className="quiet">{under}</small>
        </span>
        {mark}
        {act}
      </div>
    </Line>
  );
}

function Act({ plan, item, name, mall }: { plan: string; item: string; name: 'task-done' | 'lent' | 'returned'; mall?: string }) {
  const { t } = useTranslation('office');
  return (
    <Form method="post">
      <input type="hidden" name="plan" value={plan} />
      <input type="hidden" name="item" value={item} />
      {mall && <input type="hidden" name="mall" value={mall} />}
      <Button size="desk" name="act" value={name} icon="check">
        {t(`plans.${name}`)}
      </Button>
    </Form>
  );
}
