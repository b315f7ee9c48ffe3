import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Pictures } from '#app/components/add-pictures.tsx';
import { Button, Buttons } from '#app/components/button.tsx';
import { Clock, Clocks } from '#app/components/clock.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Icon } from '#app/components/icon.tsx';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, LineFold, PageTitle, Says, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { Quote, Said } from '#app/components/quote.tsx';
import { Attachments } from '#app/components/talk.tsx';
import { pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import { MOST_WORDS } from '../limits.ts';
import { useClockWords } from '../now.tsx';
import { partMark } from './part-words.tsx';
import type { TaskView } from './queries.server.ts';

/** A form of this page: with an account a plain one, by a slip one that carries number and code along. */
export type TaskForm = (props: { intent: 'accept' | 'decline' | 'done' | 'say'; files?: boolean; children: ReactNode }) => ReactNode;

interface Shown {
  task: TaskView;
  form: TaskForm;
  /** Where its pictures are; null by a slip. */
  files: string | null;
  errors: FormErrors;
  now: Date;
}

/** One part of the work, as its holder sees it: what, where, until when, and its answers. Nothing of the request it belongs to. */
export function TaskSheet({ task, form: Form, files, errors, now }: Shown) {
  const { t } = useTranslation(['tasks', 'common', 'requests']);
  const { formatDateTime } = useFormats();
  const language = useLanguage();
  const { place, clock, zone, can } = task;
  const words = useClockWords(task.minutesADay)({ name: 'solution', cycle: '', ...clock });
  const placeName = place && [place.names && pickLocalized(place.names, language)?.text, place.kind === 'booth' ? t('task.booth') : null].filter(Boolean).join(' ');
  const refused = errors.refusal?.values.intent;
  const idOf = (intent: string) => (refused === intent ? 'f-words' : `f-${intent}`);
  const errorOf = (intent: string, field = 'words') => (refused === intent ? errors.errorOf(field) : undefined);
  const typed = (intent: string) => (refused === intent ? errors.valueOf('words') : undefined);
  return (
    <>
      <PageTitle above={<Mark state={partMark(task.state, clock)} tint>{t(`common:part.${task.state}`)}</Mark>} lead={<><Num>{task.number}</Num> · <Num>{task.n}</Num></>}>
        {task.what ? (
          <span lang={task.what.language} dir="auto">
            {task.what.words}
          </span>
        ) : (
          t('task.over')
        )}
      </PageTitle>
      {task.open && (
        <>
          <Section near>
            <Sheet list>
              {place && (
                <Says lead={<Icon name="map-pin" />} over={t('task.where')}>
                  <b>
                    <Num>{place.number ?? place.level}</Num> {placeName && <bdi>{placeName}</bdi>}
                  </b>
                </Says>
              )}
              {task.grid !== null && (
                <Says lead={<Icon name="users" />} over={t('task.from')}>
                  <b>{t('common:grid.named', { number: task.grid })}</b>
                </Says>
              )}
              {clock.dueAt && (
                <Says lead={<Icon name="clock" />} over={t('task.until')} under={task.evidence && t(`task.evidence-${task.evidence}`)}>
                  <b>{formatDateTime(clock.dueAt, { zone, now })}</b>
                </Says>
              )}
            </Sheet>
          </Section>
          <Clocks>
            <Clock label={t('task.clock')} state={words.state} used={clock.usedMinutes / clock.limitMinutes} left={words.left} note={words.note} />
          </Clocks>
          <TaskPictures of={task.files} at={files} />
          <p className="pad small quiet">{t('task.only')}</p>
        </>
      )}
      {can.accept && (
        <Section near>
          <Form intent="accept">
            <Fields>
              <Button look="main" size="thumb" wide icon="hand-stop">
                {t('task.accept')}
              </Button>
            </Fields>
          </Form>
        </Section>
      )}
      {can.done && (
        <Section>
          <SectionHead under={task.evidence ? t(`task.evidence-${task.evidence}`) : t('task.done-under')}>{t('task.done-title')}</SectionHead>
          <Form intent="done" files>
            <Fields>
              <TextArea name="words" id={idOf('done')} rows={2} maxLength={MOST_WORDS} optional={task.evidence !== 'words'} label={t('task.done-words')} error={errorOf('done')} defaultValue={typed('done')} />
              <Pictures visible id="f-done-pictures" error={errorOf('done', 'pictures')} />
              <Buttons>
                <Button look={can.accept ? 'plain' : 'main'} size="thumb" icon="check">
                  {t('task.done')}
                </Button>
              </Buttons>
            </Fields>
          </Form>
        </Section>
      )}
      {can.say && (
        <Section>
          <SectionHead under={t('task.talk-under')}>{t('task.talk')}</SectionHead>
          <Sheet>
            {task.talk.length > 0 && (
              <Line as="div">
                {task.talk.map(({ seq, at, yours, words: said, files: sent }) => (
                  <Said key={seq} mine={yours} who={yours ? t('common:state.you') : t('task.them')} when={formatDateTime(at, { zone, now })}>
                    {said && <Quote original={{ text: said.words, language: said.language }} />}
                    <TaskPictures of={sent} at={files} />
                  </Said>
                ))}
              </Line>
            )}
            <Line as="div">
              <Form intent="say" key={task.talk.length}>
                <Fields plain>
                  <TextArea name="words" id={idOf('say')} rows={2} maxLength={MOST_WORDS} label={t('task.say')} error={errorOf('say')} defaultValue={typed('say')} />
                  <Button icon="send">{t('common:button.send')}</Button>
                </Fields>
              </Form>
            </Line>
          </Sheet>
        </Section>
      )}
      {can.decline && (
        <Section>
          <Sheet>
            <LineFold icon="x" title={t('task.decline')} under={t('task.decline-under')} open={refused === 'decline'}>
              <Form intent="decline">
                <Fields plain>
                  <TextArea name="words" id={idOf('decline')} rows={2} maxLength={MOST_WORDS} label={t('task.why')} error={errorOf('decline')} defaultValue={typed('decline')} />
                  <Button>{t('task.decline')}</Button>
                </Fields>
              </Form>
            </LineFold>
          </Sheet>
        </Section>
      )}
    </>
  );
}

function TaskPictures({ of, at }: { of: TaskView['files']; at: string | null }) {
  const { t } = useTranslation('requests');
  const pictures = at ? of.filter(({ kind }) => kind === 'image') : [];
  if (pictures.length === 0) return null;
  return <Attachments items={pictures.map(({ id }, index) => ({ key: id, href: `${at}/files/${id}`, image: `${at}/files/${id}`, label: t('detail.picture', { number: index + 1 }) }))} />;
}
