import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from './languages.ts';
import { getFormats } from './server.server.ts';
import { capitalized, pluralOf } from './formats.ts';
import { dayIn } from './zone-days.ts';

const ZONE = 'Asia/Urumqi';
const NOW = new Date('2026-03-12T05:00:00Z');
const each = (say: (language: Language) => string) => Object.fromEntries(LANGUAGES.map((language) => [language, say(language)]));
const INTL_KNOWS = ['zh', 'kk', 'ru', 'en'] as const;
const year = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(2028, 0, 1 + n)).toISOString().slice(0, 10));

describe('days', () => {
  it('are written long as each language writes them', () => {
    expect(each((language) => getFormats(language).formatDay('2026-05-03', { style: 'long' }))).toEqual({
      zh: '2026年5月3日',
      ug: '2026-يىلى 5-ئاينىڭ 3-كۈنى',
      kk: '2026 ж. 3 мамыр',
      'kk-Arab': '2026-جىلى 3-مامىر',
      ru: '3 мая 2026 г.',
      en: 'May 3, 2026',
    });
  });

  it('name the weekday within a fortnight of today', () => {
    expect(each((language) => getFormats(language).formatDay('2026-03-15', { today: '2026-03-12' }))).toEqual({
      zh: '3月15日（周日）',
      ug: '15-مارت (يەكشەنبە)',
      kk: '15 наурыз, жексенбі',
      'kk-Arab': '15-ناۋرىز، جەكسەنبى',
      ru: 'воскресенье, 15 марта',
      en: 'Sunday, March 15',
    });
  });

  it('leave out the year while it is this one, and only then', () => {
    const { formatDay } = getFormats('zh');
    expect(formatDay('2026-03-27', { today: '2026-03-12' })).toBe('3月27日');
    expect(formatDay('2026-03-26', { today: '2026-03-12' })).toBe('3月26日（周四）');
    expect(formatDay('2025-12-31', { today: '2026-01-20' })).toBe('2025年12月31日');
    expect(formatDay('2025-12-31', { today: '2026-01-02' })).toBe('12月31日（周三）');
    expect(formatDay('2026-03-12')).toBe('2026年3月12日');
  });

  it.each(['zh', 'ru', 'en', 'kk'] as const)('agree with Node’s own data on every day of a leap year: %s', (language) => {
    const long = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
    const plain = (text: string) => text.replace(/\s/g, ' ');
    for (const day of year) expect(plain(getFormats(language).formatDay(day))).toBe(plain(long.format(new Date(`${day}T12:00Z`))));
  });

  it.each(LANGUAGES)('are whole on every day of a year, without gaps or foreign letters: %s', (language) => {
    for (const day of year) {
      for (const style of ['long', 'short'] as const) {
        const text = getFormats(language).formatDay(day, { style, today: '2028-06-15' });
        expect(text).toMatch(/\d/);
        expect(text).not.toMatch(/undefined|NaN|M\d\d|[yME]{2}/);
        if (language !== 'en') expect(text).not.toMatch(/[A-Za-z]/);
        if (language === 'ug' || language === 'kk-Arab') expect(text).not.toMatch(/\p{Script=Cyrillic}/u);
      }
    }
  });

  it('say which half it was', () => {
    expect(each((language) => getFormats(language).formatHalfDay('2026-03-11', 'am', { today: '2026-03-12' }))).toEqual({
      zh: '3月11日（周三）上午',
      ug: '11-مارت (چارشەنبە)، چۈشتىن بۇرۇن',
      kk: '11 наурыз, сәрсенбі, түске дейін',
      'kk-Arab': '11-ناۋرىز، سارسەنبى، تۇسكە دەيىن',
      ru: 'среда, 11 марта, до обеда',
      en: 'Wednesday, March 11, morning',
    });
  });
});

describe('moments', () => {
  const at = new Date('2026-03-11T20:30:00Z');

  it('are shown in the mall’s zone, never in the reader’s', () => {
    const { formatDateTime, formatTime } = getFormats('ru');
    expect(formatDateTime(at, { zone: ZONE, now: NOW })).toBe('четверг, 12 марта, 02:30');
    expect(formatDateTime(at, { zone: 'Asia/Shanghai', now: NOW })).toBe('четверг, 12 марта, 04:30');
    expect(formatTime(new Date('2026-03-11T18:00:00Z'), ZONE)).toBe('00:00');
  });

  it('carry their zone’s word where asked', () => {
    expect(each((language) => getFormats(language).formatTime(at, ZONE, { withZone: true }))).toEqual({
      zh: '02:30（乌鲁木齐时间）',
      ug: '02:30 (ئۈرۈمچى ۋاقتى)',
      kk: '02:30 (Үрімші уақыты)',
      'kk-Arab': '02:30 (ءۇرىمجى ۋاقىتى)',
      ru: '02:30 (время по Урумчи)',
      en: '02:30 (Urumqi time)',
    });
    expect(getFormats('zh').formatTime(at, 'Asia/Shanghai', { withZone: true })).toBe('04:30（北京时间）');
    expect(getFormats('en').formatTime(at, 'Asia/Almaty', { withZone: true })).toBe('01:30 (UTC+5)');
  });

  it('never show a clock of 24:00, whatever the minute', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (date) => {
        expect(getFormats('ug').formatTime(date, ZONE)).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
        // Urumqi is six hours ahead of UTC all year.
        expect(dayIn(date, ZONE)).toBe(new Date(date.getTime() + 6 * 3_600_000).toISOString().slice(0, 10));
      }),
    );
  });
});

describe('relative times', () => {
  const before = (ms: number) => (language: Language) => getFormats(language).formatRelative(new Date(NOW.getTime() - ms), { zone: ZONE, now: NOW });

  it('count minutes, then hours of the same day', () => {
    expect(each(before(20 * 60_000))).toEqual({
      zh: '20 分钟前',
      ug: '20 مىنۇت ئىلگىرى',
      kk: '20 минут бұрын',
      'kk-Arab': '20 مينۋت بۇرىن',
      ru: '20 минут назад',
      en: '20 minutes ago',
    });
    expect(each(before(3 * 3_600_000)).ru).toBe('3 часа назад');
  });

  it('say yesterday and tomorrow by the calendar, not by 24 hours', () => {
    expect(each(before(12 * 3_600_000))).toEqual({ zh: '昨天', ug: 'تۈنۈگۈن', kk: 'кеше', 'kk-Arab': 'كەشە', ru: 'вчера', en: 'yesterday' });
    expect(getFormats('en').formatRelative(new Date('2026-03-12T18:30:00Z'), { zone: ZONE, now: NOW })).toBe('tomorrow');
  });

  it('count days up to a fortnight and then give the day', () => {
    expect(each(before(5 * 86_400_000))).toEqual({
      zh: '5 天前',
      ug: '5 كۈن ئىلگىرى',
      kk: '5 күн бұрын',
      'kk-Arab': '5 كۇن بۇرىن',
      ru: '5 дней назад',
      en: '5 days ago',
    });
    expect(each(before(30 * 86_400_000)).zh).toBe('2月10日');
  });

  it('don’t tick seconds', () => {
    expect(each(before(40_000))).toEqual({ zh: '刚刚', ug: 'ھازىرلا', kk: 'жаңа ғана', 'kk-Arab': 'جاڭا عانا', ru: 'только что', en: 'just now' });
  });

  it.each(INTL_KNOWS)('agree with Node’s own data: %s', (language) => {
    const intl = new Intl.RelativeTimeFormat(language);
    const plain = (text: string) => text.replace(/\s/g, '');
    for (let n = 1; n < 60; n++) {
      expect(plain(before(n * 60_000)(language))).toBe(plain(intl.format(-n, 'minute')));
      expect(plain(before(-n * 60_000)(language))).toBe(plain(intl.format(n, 'minute')));
    }
    for (let n = 2; n <= 14; n++) expect(plain(before(n * 86_400_000)(language))).toBe(plain(intl.format(-n, 'day')));
  });
});

describe('numbers', () => {
  it.each(['zh', 'kk', 'ru', 'en', 'ug'] as const)('agree with Node’s own data: %s', (language) => {
    const intl = new Intl.NumberFormat(`${language}-u-nu-latn`, { maximumFractionDigits: 2 });
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        expect(getFormats(language).formatNumber(value, 2)).toBe(intl.format(value));
      }),
    );
  });

  it('write shares with each language’s own per cent sign', () => {
    expect(each((language) => getFormats(language).formatPercent(0.9599))).toEqual({
      zh: '96%', ug: '96%', kk: '96%', 'kk-Arab': '96%', ru: '96\u00a0%', en: '96%',
    });
  });
});

describe('durations', () => {
  it('are hours and minutes of working time', () => {
    expect(each((language) => getFormats(language).formatDuration(320).replace(/\u00a0/g, ' '))).toEqual({
      zh: '5 小时 20 分钟',
      ug: '5 سائەت 20 مىنۇت',
      kk: '5 сағ 20 мин',
      'kk-Arab': '5 ساعات 20 مينۋت',
      ru: '5 ч 20 мин',
      en: '5 h 20 min',
    });
  });

  it('leave out what is nought and don’t tick seconds', () => {
    const { formatDuration } = getFormats('en');
    expect([0, 0.5, 1, 59.2, 60, 61, 1440].map((minutes) => formatDuration(minutes))).toEqual([
      'less than a minute', 'less than a minute', '1 min', '1 h', '1 h', '1 h 1 min', '24 h',
    ]);
  });

  it('become working days where the mall says how long one is', () => {
    expect(each((language) => getFormats(language).formatDuration(5 * 480 + 30, { minutesADay: 480 }))).toEqual({
      zh: '5 个工作日',
      ug: '5 خىزمەت كۈنى',
      kk: '5 жұмыс күні',
      'kk-Arab': '5 جۇمىس كۇنى',
      ru: '5 рабочих дней',
      en: '5 working days',
    });
    expect(getFormats('en').formatDuration(900, { minutesADay: 480 })).toBe('15 h');
  });

  it('count units in every plural form', () => {
    const said = (count: number) => getFormats('ru').formatUnit(count, 'working-hour');
    expect([1, 2, 5, 11, 21].map(said)).toEqual(['1 рабочий час', '2 рабочих часа', '5 рабочих часов', '11 рабочих часов', '21 рабочий час']);
    expect(getFormats('zh').formatUnit(2, 'month')).toBe('2 个月');
    expect(getFormats('ug').formatUnit(7, 'week')).toBe('7 ھەپتە');
  });
});

describe('plural rules', () => {
  it.each(LANGUAGES)('are those of Node’s data, without asking the browser for Uyghur or Kazakh: %s', (language) => {
    const rules = new Intl.PluralRules(language);
    for (let n = 0; n < 200; n++) expect(pluralOf(language, n)).toBe(rules.select(n));
  });
});

describe('lists', () => {
  it('join one, two and more', () => {
    const said = (language: Language) => [[], ['A'], ['A', 'B'], ['A', 'B', 'C', 'D']].map((items) => getFormats(language).formatList(items));
    expect(said('en')).toEqual(['', 'A', 'A and B', 'A, B, C, and D']);
    expect(said('ug')).toEqual(['', 'A', 'A ۋە B', 'A، B، C ۋە D']);
    expect(said('kk-Arab')[2]).toBe('A جانە B');
  });

  it.each(INTL_KNOWS)('agree with Node’s own data: %s', (language) => {
    const intl = new Intl.ListFormat(language);
    for (let n = 0; n < 7; n++) {
      const items = Array.from({ length: n }, (_, at) => `x${at}`);
      expect(getFormats(language).formatList(items)).toBe(intl.format(items));
    }
  });
});

it('a word of the glossary begins a line with a capital where its script has them', () => {
  expect(['іс', 'магазин', 'دۇكان', '店铺', ''].map(capitalized)).toEqual(['Іс', 'Магазин', 'دۇكان', '店铺', '']);
});
