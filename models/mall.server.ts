import { defineModel, localized, maybeNumber, maybePlain, maybeText, number, oneOf, plain, type Stored, text, texts } from './define-model.server.ts';

export type ContentLanguage = 'zh' | 'ug' | 'kk' | 'ru' | 'en';
export type Localized = Partial<Record<ContentLanguage, string>>;
export type MallZone = 'Asia/Urumqi' | 'Asia/Shanghai';

/** Weekday 1 (Monday) … 7 → intervals `['10:00', '14:00']` in the mall's zone; holidays and extra days are `2026-03-21`. */
export interface WorkingCalendar {
  week: Record<string, [string, string][]>;
  holidays: string[];
  extraDays: Record<string, [string, string][]>;
  /** Weeks that hold from a day on, in order; before the first of them `week` does. A change never touches days that are over. */
  later?: { from: string; week: Record<string, [string, string][]> }[];
}

export interface Mall extends Stored {
  slug: string;
  /** Two or three letters before a request's number: ZL. */
  code: string;
  name: Localized;
  zone: string;
  calendar: WorkingCalendar;
  languages: string[];
  /** What officers set beside these and is in effect now: app/platform/mall-settings.ts. */
  settings?: Record<string, unknown>;
  office?: string;
  /** Not visible until `open`: a demonstration being filled, a map being imported. */
  state: 'filling' | 'importing' | 'open';
  version: number;
  /** Counted up before a plan of grids is begun. */
  meetings?: number;
}

export const Malls = defineModel<Mall>('Mall', {
  collection: 'malls',
  scope: 'installation',
  about: { subject: 'none', readers: 'everyone', keep: 'as long as the mall' },
  fields: {
    slug: text('its address'),
    code: text('begins its request numbers'),
    name: localized('its name in every language'),
    zone: text('the zone of every time shown; any IANA zone'),
    calendar: plain('working time, in which clocks run'),
    languages: texts('languages on offer'),
    settings: maybePlain('programs, trades, time limits, keeping times, receivers in effect'),
    office: maybeText('the community office it works with'),
    state: oneOf(['filling', 'importing', 'open'], 'an import or a demo becomes visible by its last write'),
    version: number('rises with every change of its settings'),
    meetings: maybeNumber('of two who begin a plan of grids at once the later sees the earlier', { readers: 'nobody' }),
  },
  indexes: [
    [{ slug: 1 }, { unique: true }],
    [{ office: 1 }],
  ],
});
