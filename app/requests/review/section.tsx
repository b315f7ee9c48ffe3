import { Form } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Button } from '#app/components/button.tsx';
import { Fields, TextArea } from '#app/components/field.tsx';
import type { FormErrors } from '#app/components/form-errors.ts';
import { Mark } from '#app/components/mark.tsx';
import { Line, Section, SectionHead, Sheet } from '#app/components/page.tsx';
import { type ContentLanguage, pickLocalized } from '#app/i18n/languages.ts';
import { useFormats, useLanguage } from '#app/i18n/react.ts';
import type { RequestDetail, SaidWords } from '../detail.server.ts';
import { Words } from '../history-view.tsx';
import { MOST_WORDS } from '../limits.ts';

interface Props {
  detail: RequestDetail;
  content: ContentLanguage;
  errors: FormErrors;
  minutesADay: number;
  now: Date;
}

/** The last review: why, who looks at it by when, and what she found. Nothing of it is hidden from whoever asked. */
export function ReviewSection({ detail, content, errors, minutesADay, now }: Props) {
  const { t } = useTranslation(['requests', 'case', 'common']);
  const { formatDateTime, formatDuration } = useFormats();
  const language = useLanguage();
  const { review, can, zone } = detail;
  if (!review) return null;
  const { ended, leftMinutes, dueAt } = review;
  const say = (minutes: number) => formatDuration(minutes, { minutesADay });
  const nameOf = (names: typeof review.openedBy) => <bdi>{pickLocalized(names, language)?.text}</bdi>;
  const left = leftMinutes === null ? null : leftMinutes > 0 ? t('common:clock.left', { duration: say(leftMinutes) }) : t('common:clock.over', { duration: say(-leftMinutes) });
  return (
    <Section id="review">
      <SectionHead under={t('case:review.under')}>{t('case:review.title')}</SectionHead>
      <Sheet>
        <Line as="div">
          <Mark state={ended ? (ended === 'again' ? 'bad' : 'ok') : leftMinutes !== null && leftMinutes <= 0 ? 'bad' : 'work'}>{t(ended ? `case:review.finding.${ended as 'again'}` : review.by ? 'case:review.looking' : `case:review.with.${review.rung}`)}</Mark>
          {left && <span className="small quiet"> · {left}</span>}
          <p className="small quiet">
            {t('case:review.opened-by')}: {nameOf(review.openedBy)} · {formatDateTime(review.openedAt, { zone, now })}
          </p>
          {review.by && (
            <p className="small quiet">
              {t('case:review.looked-by')}: {nameOf(review.by)}
            </p>
          )}
          {dueAt && <p className="small quiet">{t('case:review.until', { time: formatDateTime(dueAt, { zone, now }) })}</p>}
          <Spoken label={t('case:review.why')} said={detail.reviewWords.text} content={content} />
          <Spoken label={t('case:review.answer')} said={detail.reviewWords.answer} content={content} />
        </Line>
        {can.takeReview && (
          <Line as="div">
            <Form method="post" className="stack-2">
              <p className="small quiet">{t('case:review.take-under')}</p>
              <div>
                <Button look="main" icon="eye-check" name="intent" value="take-review">
                  {t('case:review.take')}
                </Button>
              </div>
            </Form>
          </Line>
        )}
        {can.closeReview && <Answer detail={detail} errors={errors} />}
      </Sheet>
    </Section>
  );
}

function Spoken({ label, said, content }: { label: string; said: SaidWords | null; content: ContentLanguage }) {
  if (!said) return null;
  return (
    <div>
      <p className="small strong">{label}</p>
      <Words said={said} content={content} alone={false} />
    </div>
  );
}

/** One box of words, and two ways to end it. */
function Answer({ detail: { can, turn }, errors }: { detail: RequestDetail; errors: FormErrors }) {
  const { t } = useTranslation('case');
  const intent = errors.refusal?.values.intent;
  const mine = intent === 'close-review' || intent === 'review-again';
  return (
    <Line as="div">
      <Form method="post">
        <input type="hidden" name="turn" value={turn} />
        <Fields plain>
          <TextArea id={mine ? 'f-words' : 'f-review'} name="words" rows={3} maxLength={MOST_WORDS} label={t('review.words')} error={mine ? errors.errorOf('words') : undefined} defaultValue={mine ? errors.valueOf('words') : undefined} />
          <div>
            <Button icon="check" name="intent" value="close-review">
              {t('review.in-order')}
            </Button>
          </div>
          {can.reviewAgain && (
            <div>
              <Button icon="history" name="intent" value="review-again">
                {t('review.again')}
              </Button>
            </div>
          )}
          {!can.reviewAgain && <p className="small quiet">{t('review.not-again')}</p>}
        </Fields>
      </Form>
    </Line>
  );
}
