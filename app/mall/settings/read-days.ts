import { daysFromTo, isDay, readSpans, type SpecialDay, type Span } from './rules.ts';

/** A file of festivals and make-up days as it was understood; `skipped` lines are told with their number. */
export interface DaysRead {
  days: SpecialDay[];
  skipped: { line: number; why: 'no-day' | 'hours' | 'past' | 'too-long' }[];
}

/** Longest file in characters; a year of all communities' festivals has a few thousand. */
export const LONGEST_FILE = 200_000;
const MOST_DAYS = 500;
const LONGEST = 60;

/** Words for "on this day people work" in calendars of the five languages. */
const WORKS = /(^|[^\p{L}])(work(ing)?( day)?|make-?up|рабоч\p{L}*|жұмыс\p{L}*|ئىش\p{L}*|خىزمەت\p{L}*)(?!\p{L})|班|补休上班|工作日/iu;

const compact = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})/;
function dayOf(written: string): string | null {
  const [, year = '', month = '', date = ''] = compact.exec(written.trim()) ?? /^(\d{4})年(\d{1,2})月(\d{1,2})/.exec(written.trim()) ?? [];
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

interface Entry {
  line: number;
  from: string | null;
  until: string | null;
  spans: Span[] | null;
  name: string;
}

/** RFC 5545: only whole days count; `DTEND` is the day after. Folded lines are put together first. */
function entriesOfIcs(text: string, hours: Span[]): Entry[] {
  const lines = text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const entries: Entry[] = [];
  let event: { line: number; fields: Map<string, string> } | null = null;
  lines.forEach((line, index) => {
    if (/^BEGIN:VEVENT/i.test(line)) event = { line: index + 1, fields: new Map() };
    const [, name = '', value = ''] = /^([A-Z-]+)(?:;[^:]*)?:(.*)$/i.exec(line) ?? [];
    if (event && name) event.fields.set(name.toUpperCase(), value);
    if (!event || !/^END:VEVENT/i.test(line)) return;
    const said = (field: string) => (event?.fields.get(field) ?? '').replace(/\\([,;\\])/g, '$1').replace(/\\n/gi, ' ').trim();
    const from = dayOf(said('DTSTART'));
    const after = dayOf(said('DTEND'));
    const until = from && after && after > from ? new Date(Date.parse(after) - 86_400_000).toISOString().slice(0, 10) : from;
    const works = WORKS.test(`${said('SUMMARY')} ${said('CATEGORIES')}`);
    entries.push({ line: event.line, from, until, spans: works ? hours : [], name: said('SUMMARY') });
    event = null;
  });
  return entries;
}

/** One line of CSV; quotes as in RFC 4180. */
function cells(line: string, separator: string): string[] {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    if (quoted && sign === '"' && line[at + 1] === '"') (cell += '"'), (at += 1);
    else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) found.push(cell), (cell = '');
    else cell += sign;
  }
  return [...found, cell].map((one) => one.trim());
}

/** Columns in this order: day, last day, hours (empty: closed; a word for "working day": the usual hours), name. A head line is skipped. */
function entriesOfCsv(text: string, hours: Span[]): Entry[] {
  const lines = text.split(/\r?\n/);
  const separator = [';', '\t', ','].find((sign) => lines[0]?.includes(sign)) ?? ',';
  return lines.flatMap((line, index): Entry[] => {
    if (!line.trim()) return [];
    const [first = '', second = '', third = '', fourth = ''] = cells(line, separator);
    const from = dayOf(first);
    if (!from && index === 0) return [];
    const until = second ? dayOf(second) : from;
    return [{ line: index + 1, from, until, spans: WORKS.test(third) ? hours : readSpans(third), name: fourth }];
  });
}

/**
 * Days of an ICS or CSV file, told apart by what is in it. Pure: nothing is saved, so that what was understood can be shown first.
 * @param hours working hours of a make-up day that names none
 */
export function readDays(file: string, { today, hours }: { today: string; hours: Span[] }): DaysRead {
  const text = file.replace(/^\ufeff/, '').slice(0, LONGEST_FILE);
  const entries = /^BEGIN:VCALENDAR/im.test(text) ? entriesOfIcs(text, hours) : entriesOfCsv(text, hours);
  const days = new Map<string, SpecialDay>();
  const skipped: DaysRead['skipped'] = [];
  for (const { line, from, until, spans, name } of entries) {
    if (!from || !until || until < from) skipped.push({ line, why: 'no-day' });
    else if (!spans) skipped.push({ line, why: 'hours' });
    else if (until < today) skipped.push({ line, why: 'past' });
    else if (daysFromTo(from, until).length > LONGEST || days.size >= MOST_DAYS) skipped.push({ line, why: 'too-long' });
    else for (const day of daysFromTo(from, until)) if (day >= today) days.set(day, { day, spans, ...(name ? { name: name.slice(0, 120) } : {}) });
  }
  return { days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)), skipped: skipped.slice(0, 50) };
}
