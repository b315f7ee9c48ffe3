import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button, Buttons } from '#app/components/button.tsx';
import { Field, FieldRow, Fields, Select, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { Num } from '#app/components/num.tsx';
import { Line, LineFold, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { type ContentLanguage, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { RequestDetail } from '../detail.server.ts';
import { Words } from '../history-view.tsx';
import { MOST_WORDS } from '../limits.ts';
import styles from './section.module.css';

interface Props {
  detail: RequestDetail;
  content: ContentLanguage;
  errors: FormErrors;
  now: Date;
}

/** A time to meet about it: what is proposed or agreed, the answers to it, and a way to propose one. */
export function MeetingSection({ detail, content, errors, now }: Props) {
  const { t } = useTranslation('case');
  const { meeting, can } = detail;
  if (!meeting && !can.proposeMeeting) return null;
  return (
    <Section id="meeting">
      <SectionHead under={t('meeting.under')}>{t('meeting.title')}</SectionHead>
      <Sheet>
        {meeting && <Proposed detail={detail} meeting={meeting} content={content} now={now} />}
        {can.proposeMeeting && <Propose detail={detail} errors={errors} again={meeting !== null && !meeting.ended && !meeting.past} />}
      </Sheet>
    </Section>
  );
}

function Proposed({ detail, meeting, content, now }: { detail: RequestDetail; meeting: NonNullable<RequestDetail['meeting']>; content: ContentLanguage; now: Date }) {
  const { t } = useTranslation(['case', 'common']);
  const { formatDate, formatTime, zoneWord } = useFormats();
  const language = useLanguage();
  const { can, zone } = detail;
  const stands = meeting.ended ?? (meeting.agreed ? 'agreed' : meeting.past ? 'past' : 'proposed');
  return (
    <Line as="div">
      <Mark state={stands === 'agreed' ? 'ok' : stands === 'proposed' ? (meeting.byYou ? 'pause' : 'turn') : 'pause'}>{t(`case:meeting.stands.${stands}`)}</Mark>
      <p className="strong">
        {formatDate(meeting.startsAt, { zone, now })} · <Num>{`${formatTime(meeting.startsAt, zone)}–${formatTime(meeting.endsAt, zone)}`}</Num> {zoneWord(zone, meeting.startsAt)}
      </p>
      {meeting.room && (
        <p>
          <bdi>{pickLocalized(meeting.room, language)?.text}</bdi>
        </p>
      )}
      {detail.meetingWords && <Words said={detail.meetingWords} content={content} alone={false} />}
      <p className="small quiet">
        {t('case:meeting.by')}: <bdi>{meeting.byYou ? t('common:state.you') : pickLocalized(meeting.by, language)?.text}</bdi>
      </p>
      {(can.agreeMeeting || can.callOffMeeting) && (
        <Form method="post" className={styles.answers}>
          <input type="hidden" name="meeting" value={meeting.id} />
          <Buttons>
            {can.agreeMeeting && (
              <Button look="main" icon="check" name="intent" value="agree-meeting">
                {t('case:meeting.agree')}
              </Button>
            )}
            {can.declineMeeting && (
              <Button icon="x" name="intent" value="decline-meeting">
                {t('case:meeting.decline')}
              </Button>
            )}
            {can.callOffMeeting && (
              <Button icon="x" name="intent" value="call-off-meeting">
                {t('case:meeting.call-off')}
              </Button>
            )}
          </Buttons>
        </Form>
      )}
    </Line>
  );
}

/** A day, two times, and a room of the house or words that say where. */
function Propose({ detail, errors, again }: { detail: RequestDetail; errors: FormErrors; again: boolean }) {
  const { t } = useTranslation('case');
  const language = useLanguage();
  const mine = errors.refusal?.values.intent === 'propose-meeting';
  const of = (name: string) => ({ error: mine ? errors.errorOf(name) : undefined, defaultValue: mine ? errors.valueOf(name) : undefined });
  return (
    <LineFold icon="calendar-time" title={t(again ? 'meeting.propose-again' : 'meeting.propose')} under={t('meeting.propose-under')} open={mine}>
      <Form method="post" noValidate>
        <Fields plain>
          <Field name="day" type="date" dir="ltr" label={t('meeting.day')} {...of('day')} />
          <FieldRow>
            <Field name="from" type="time" dir="ltr" label={t('meeting.from')} {...of('from')} />
            <Field name="until" type="time" dir="ltr" label={t('meeting.until')} {...of('until')} />
          </FieldRow>
          <Select name="hall" label={t('meeting.room')} {...of('hall')}>
            <option value="">{t('meeting.elsewhere')}</option>
            {detail.rooms.map(({ _id, names }) => (
              <option key={_id} value={_id}>
                {pickLocalized(names, language)?.text}
              </option>
            ))}
          </Select>
          <TextArea id={mine ? 'f-words' : 'f-meeting'} name="words" rows={2} maxLength={MOST_WORDS} optional label={t('meeting.words')} {...of('words')} />
          <div>
            <Button icon="send" name="intent" value="propose-meeting">
              {t('meeting.send')}
            </Button>
          </div>
        </Fields>
      </Form>
    </LineFold>
  );
}
