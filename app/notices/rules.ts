/** Sentences that the house itself sends to single people; each has its `template.<name>` in the room's words. */
export const NOTICE_TEMPLATES = [
  'visit-recorded',
  'visit-corrected',
  'visit-contested',
  'visit-confirmed',
  'need-draft',
  'request-received',
  'request-taken-on',
  'request-assigned',
  'request-message',
  'request-question',
  'request-handed-up',
  'request-sent-back',
  'request-answer-demanded',
  'request-done-confirm',
  'request-closed',
  'request-closed-without-answer',
  'request-reopened',
  'request-withdrawn',
  'request-passed-on',
  'request-clock-half',
  'request-clock-soon',
  'request-clock-late',
  'translation-wanted',
  'translation-ready',
] as const;
export type NoticeTemplate = (typeof NOTICE_TEMPLATES)[number];

/** How long a notice matters when nobody says otherwise. */
export const NOTICE_DAYS = 30;
