/**
 * Cuts the small format tables of `app/i18n/tables/` out of CLDR: `node scripts/cut-cldr.mjs` after an upgrade of the cldr-* packages.
 * Browsers lack Uyghur and most of Kazakh, and CLDR has gaps there too; what is ours instead of CLDR's stands in OURS, with its reason
 * in docs/decisions/0012-own-format-tables.md. `app/i18n/tables.test.ts` holds that the committed tables equal this cut.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
/** @typedef {'zh' | 'ug' | 'kk' | 'kk-Arab' | 'ru' | 'en'} Language */
/** @type {Language[]} */
export const TABLE_LANGUAGES = ['zh', 'ug', 'kk', 'kk-Arab', 'ru', 'en'];
const UNITS = ['minute', 'hour', 'day', 'week', 'month'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * Date patterns as in the glossary; words that CLDR doesn't know (zones, half-days, working time).
 * @type {Record<Language, Record<string, unknown>>}
 */
const OURS = {
  zh: {
    date: { long: 'y年M月d日', short: 'M月d日', near: 'M月d日（EEE）', withTime: '{0} {1}', withHalf: '{0}{1}', zone: '{0}（{1}）' },
    half: { am: '上午', pm: '下午' },
    zones: { 'Asia/Urumqi': '乌鲁木齐时间', 'Asia/Shanghai': '北京时间' },
    now: '刚刚', underMinute: '不到 1 分钟',
    working: { hour: { other: '{0} 个工作小时' }, day: { other: '{0} 个工作日' } },
  },
  ug: {
    date: { long: 'y-يىلى M-ئاينىڭ d-كۈنى', short: 'd-MMMM', near: 'd-MMMM (EEEE)', withTime: '{0}، {1}', withHalf: '{0}، {1}', zone: '{0} ({1})' },
    half: { am: 'چۈشتىن بۇرۇن', pm: 'چۈشتىن كېيىن' },
    zones: { 'Asia/Urumqi': 'ئۈرۈمچى ۋاقتى', 'Asia/Shanghai': 'بېيجىڭ ۋاقتى' },
    now: 'ھازىرلا', underMinute: '1 مىنۇتتىن ئاز',
    working: { hour: { one: '{0} خىزمەت سائىتى', other: '{0} خىزمەت سائىتى' }, day: { one: '{0} خىزمەت كۈنى', other: '{0} خىزمەت كۈنى' } },
    list: { two: '{0} ۋە {1}', start: '{0}، {1}', middle: '{0}، {1}', end: '{0} ۋە {1}' },
  },
  kk: {
    date: { long: 'y ж. d MMMM', short: 'd MMMM', near: 'd MMMM, EEEE', withTime: '{0}, {1}', withHalf: '{0}, {1}', zone: '{0} ({1})' },
    half: { am: 'түске дейін', pm: 'түстен кейін' },
    zones: { 'Asia/Urumqi': 'Үрімші уақыты', 'Asia/Shanghai': 'Бейжің уақыты' },
    now: 'жаңа ғана', underMinute: '1 минуттан аз',
    working: { hour: { one: '{0} жұмыс сағаты', other: '{0} жұмыс сағаты' }, day: { one: '{0} жұмыс күні', other: '{0} жұмыс күні' } },
  },
  'kk-Arab': {
    date: { long: 'y-جىلى d-MMMM', short: 'd-MMMM', near: 'd-MMMM، EEEE', withTime: '{0}، {1}', withHalf: '{0}، {1}', zone: '{0} ({1})' },
    half: { am: 'تۇسكە دەيىن', pm: 'تۇستەن كەيىن' },
    zones: { 'Asia/Urumqi': 'ءۇرىمجى ۋاقىتى', 'Asia/Shanghai': 'بەيجيڭ ۋاقىتى' },
    now: 'جاڭا عانا', underMinute: '1 مينۋتتان از',
    working: { hour: { one: '{0} جۇمىس ساعاتى', other: '{0} جۇمىس ساعاتى' }, day: { one: '{0} جۇمىس كۇنى', other: '{0} جۇمىس كۇنى' } },
  },
  ru: {
    date: { long: 'd MMMM y г.', short: 'd MMMM', near: 'EEEE, d MMMM', withTime: '{0}, {1}', withHalf: '{0}, {1}', zone: '{0} ({1})' },
    half: { am: 'до обеда', pm: 'после обеда' },
    zones: { 'Asia/Urumqi': 'время по Урумчи', 'Asia/Shanghai': 'время по Пекину' },
    now: 'только что', underMinute: 'меньше минуты',
    working: {
      hour: { one: '{0} рабочий час', few: '{0} рабочих часа', many: '{0} рабочих часов', other: '{0} рабочего часа' },
      day: { one: '{0} рабочий день', few: '{0} рабочих дня', many: '{0} рабочих дней', other: '{0} рабочего дня' },
    },
  },
  en: {
    date: { long: 'MMMM d, y', short: 'MMMM d', near: 'EEEE, MMMM d', withTime: '{0}, {1}', withHalf: '{0}, {1}', zone: '{0} ({1})' },
    half: { am: 'morning', pm: 'afternoon' },
    zones: { 'Asia/Urumqi': 'Urumqi time', 'Asia/Shanghai': 'Beijing time' },
    now: 'just now', underMinute: 'less than a minute',
    working: { hour: { one: '{0} working hour', other: '{0} working hours' }, day: { one: '{0} working day', other: '{0} working days' } },
    short: { hour: { one: '{0} h', other: '{0} h' }, minute: { one: '{0} min', other: '{0} min' } },
  },
};

/**
 * One file of CLDR, whose shape is CLDR's own.
 * @param {string} part @param {Language} language @param {string} file
 * @returns {Record<string, any>}
 */
function cldr(part, language, file) {
  return JSON.parse(readFileSync(require.resolve(`cldr-${part}-full/main/${language}/${file}.json`), 'utf8')).main[language];
}

/**
 * `{…-count-one: x, …-count-other: y}` → `{one: x, other: y}`; Chinese gets its space between digits and Han.
 * @param {Record<string, string>} patterns @param {string} prefix @param {Language} language
 */
function byCount(patterns, prefix, language) {
  const start = `${prefix}-count-`;
  const entries = Object.entries(patterns).filter(([key]) => key.startsWith(start));
  return Object.fromEntries(entries.map(([key, text]) => [key.slice(start.length), language === 'zh' ? text.replace(/\{0\}(?=\p{Script=Han})/u, '{0} ') : text]));
}

/** @param {Record<string, string>} patterns */
function listOf(patterns) {
  return { two: patterns['2'], start: patterns.start, middle: patterns.middle, end: patterns.end };
}

/**
 * The whole table of one language.
 * @param {Language} language
 */
export function cutTable(language) {
  const { short, list, ...ours } = OURS[language];
  const calendar = cldr('dates', language, 'ca-gregorian').dates.calendars.gregorian;
  const fields = cldr('dates', language, 'dateFields').dates.fields;
  const numbers = cldr('numbers', language, 'numbers').numbers;
  const units = cldr('units', language, 'units').units;
  const lists = cldr('misc', language, 'listPatterns').listPatterns['listPattern-type-standard'];
  const symbols = numbers['symbols-numberSystem-latn'];
  const relative = (/** @type {string} */ unit) => ({
    past: byCount(fields[unit]['relativeTime-type-past'], 'relativeTimePattern', language),
    future: byCount(fields[unit]['relativeTime-type-future'], 'relativeTimePattern', language),
  });
  return {
    decimal: symbols.decimal,
    group: symbols.group,
    percent: numbers['percentFormats-numberSystem-latn'].standard.replace('#,##0', '{0}'),
    months: Object.values(calendar.months.format.wide),
    weekdays: DAYS.map((day) => calendar.days.format.wide[day]),
    weekdaysShort: DAYS.map((day) => calendar.days.format.abbreviated[day]),
    yesterday: fields.day['relative-type--1'],
    today: fields.day['relative-type-0'],
    tomorrow: fields.day['relative-type-1'],
    relative: Object.fromEntries(['minute', 'hour', 'day'].map((unit) => [unit, relative(unit)])),
    units: Object.fromEntries(UNITS.map((unit) => [unit, byCount(units.long[`duration-${unit}`], 'unitPattern', language)])),
    short: short ?? Object.fromEntries(['hour', 'minute'].map((unit) => [unit, byCount(units.short[`duration-${unit}`], 'unitPattern', language)])),
    list: list ?? listOf(lists),
    ...ours,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const language of TABLE_LANGUAGES) {
    writeFileSync(new URL(`../app/i18n/tables/${language}.json`, import.meta.url), `${JSON.stringify(cutTable(language), null, 1)}\n`);
  }
}
