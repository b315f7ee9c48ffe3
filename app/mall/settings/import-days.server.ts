import { decodeText, FileProblem } from '../roster/import/csv.ts';
import { Refusal } from '#app/platform/refusal.ts';
import type { ClockPreview } from './clock-source.server.ts';
import { changedKeys } from './changed-keys.ts';
import { changeSettings, type Doing, liveRows, type SettingOutcome } from './commands.server.ts';
import { Meeting } from './meeting.ts';
import { mergeDays } from './read-form.ts';
import { calendarOn, previewOf } from './part.server.ts';
import { type DaysRead, LONGEST_FILE, readDays } from './read-days.ts';
import type { CalendarValue, Span } from './rules.ts';
import { dayIn } from '#app/i18n/zone-days.ts';

/** What a broken file says, beside the field it came by. */
async function orRefuse<R>(work: () => R | Promise<R>, field: 'file' | 'text'): Promise<R> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileProblem) throw new Refusal({ key: `settings:import.file-problem.${error.key}`, params: error.params }, field);
    throw error;
  }
}

/** A character has up to four bytes. */
const LONGEST_BYTES = LONGEST_FILE * 4;

/** The file's text, or what was pasted where none was chosen. @throws {Refusal} for what is no text, or larger than any calendar */
export async function readUpload(form: FormData): Promise<string> {
  const file = form.get('file');
  if (file && typeof file !== 'string' && file.size > 0) {
    return orRefuse(async () => {
      if (file.size > LONGEST_BYTES) throw new FileProblem('too-long', { max: LONGEST_FILE / 1000 });
      return decodeText(new Uint8Array(await file.arrayBuffer()));
    }, 'file');
  }
  const text = form.get('text');
  return typeof text === 'string' ? text : '';
}

/** The longest ordinary day's hours: a make-up day that names none is worked like it. */
function usualHours({ week }: CalendarValue): Span[] {
  const days = Object.values(week) as Span[][];
  return days.reduce((most, spans) => (spans.length > most.length ? spans : most), days[0] ?? [['10:00', '18:00']]);
}

/** A {@link Meeting} with the calendar that the file would have made. */
export class ImportMeeting extends Error {
  readonly met: Meeting;
  readonly value: CalendarValue;
  constructor(met: Meeting, value: CalendarValue) {
    super(met.message);
    this.met = met;
    this.value = value;
  }
}

interface ImportAsked {
  text: string;
  from: string;
  save: boolean;
  seen: string;
  knows?: string;
}

interface Answer {
  ok: true;
  read: DaysRead;
  /** Days of it that the calendar hasn't yet, or has otherwise. */
  fresh: string[];
  preview: ClockPreview | null;
  text: string;
  from: string;
}

/** Adds a file's days to the newest calendar. @returns what was understood, or what became of it once it is saved @throws {Refusal} */
export async function importDays(doing: Doing, { text, from, save, seen, knows }: ImportAsked): Promise<Answer | SettingOutcome> {
  const { mall, actor, now } = doing;
  if (!text.trim()) throw new Refusal('form.required', 'text');
  const rows = await liveRows(mall._id, 'calendar');
  const calendar = calendarOn(rows, mall, from);
  const read = await orRefuse(() => readDays(text, { today: dayIn(now, mall.zone), hours: usualHours(calendar), zone: mall.zone }), 'text');
  if (read.days.length === 0 && read.skipped.length === 0) throw new Refusal('settings:refused.no-days', 'text');
  const value: CalendarValue = { ...calendar, days: mergeDays(calendar.days, read.days) };
  if (!save) return { ok: true, read, fresh: changedKeys(calendar.days, value.days), preview: await previewOf(mall, actor, { part: 'calendar', value, from, rows, now }), text, from };
  if (read.days.length === 0) throw new Refusal('settings:refused.no-days', 'text');
  try {
    return await changeSettings(doing, { part: 'calendar', value, from, seen, knows });
  } catch (error) {
    throw error instanceof Meeting ? new ImportMeeting(error, value) : error;
  }
}
