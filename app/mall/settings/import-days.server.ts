import { Refusal } from '#app/platform/refusal.ts';
import type { ClockPreview } from './clock-source.server.ts';
import { changeSettings, type Doing } from './commands.server.ts';
import { mergeDays } from './read-form.ts';
import { newestCalendar, previewOf, changedKeys } from './part.server.ts';
import { type DaysRead, LONGEST_FILE, readDays } from './read-days.ts';
import type { CalendarValue, Span } from './rules.ts';
import { dayIn } from '#app/i18n/zone-days.ts';

/** The file's text, or what was pasted where none was chosen. Nothing larger than a calendar is read. */
export async function readUpload(form: FormData): Promise<string> {
  const file = form.get('file');
  if (file && typeof file !== 'string' && file.size > 0) return (await file.slice(0, LONGEST_FILE * 2).text()).slice(0, LONGEST_FILE);
  const text = form.get('text');
  return typeof text === 'string' ? text : '';
}

/** The longest ordinary day's hours: a make-up day that names none is worked like it. */
function usualHours({ week }: CalendarValue): Span[] {
  const days = Object.values(week) as Span[][];
  return days.reduce((most, spans) => (spans.length > most.length ? spans : most), days[0] ?? [['10:00', '18:00']]);
}

interface Answer {
  ok: true;
  read: DaysRead;
  preview: ClockPreview | null;
  text: string;
  from: string;
}

/** Adds a file's days to the newest calendar. @returns what was understood, or null once it is saved @throws {Refusal} */
export async function importDays(doing: Doing, { text, from, save }: { text: string; from: string; save: boolean }): Promise<Answer | null> {
  const { mall, now } = doing;
  if (!text.trim()) throw new Refusal('form.required', 'text');
  const calendar = await newestCalendar(mall);
  const read = readDays(text, { today: dayIn(now, mall.zone), hours: usualHours(calendar) });
  if (read.days.length === 0 && read.skipped.length === 0) throw new Refusal('settings:refused.no-days', 'text');
  const value: CalendarValue = { ...calendar, days: mergeDays(calendar.days, read.days) };
  if (!save) return { ok: true, read, preview: await previewOf(mall, 'calendar', value, from, now), text, from };
  if (read.days.length === 0) throw new Refusal('settings:refused.no-days', 'text');
  await changeSettings(doing, { part: 'calendar', value, from, changed: changedKeys(calendar.days.map((day) => ({ id: day.day, ...day })), value.days.map((day) => ({ id: day.day, ...day }))) });
  return null;
}
