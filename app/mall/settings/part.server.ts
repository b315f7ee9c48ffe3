import { redirect } from '@remix-run/node';
import type { SettingPart } from '#models/mall-settings.server.ts';
import { PROGRAM_IDS } from '#app/components/programs.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { newId } from '#app/platform/ids.ts';
import { readTarget } from '#app/platform/public-address.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { emergencyNumbers, type ProgramSetting } from '#app/platform/mall-settings.ts';
import { type ClockPreview, clockSource } from './clock-source.server.ts';
import { changeSettings, foundingValue, liveRows } from './commands.server.ts';
import { mallWith } from './in-effect.server.ts';
import { Meeting } from './meeting.ts';
import { comingLines, listSettings } from './queries.server.ts';
import { type Known, READERS } from './read-form.ts';
import { type CalendarValue, calendarValueOf, composeCalendar, type Dated, isDay } from './rules.ts';
import { SaveSchema } from './schema.ts';
import { comingAfter, heldOn, type LiveRow, newestOf, newIn, standOf } from './stand.ts';
import { tradesOf } from './trades.server.ts';

/** Zones of malls that this portal was made for; a mall's own is always among them. */
const ZONES = ['Asia/Urumqi', 'Asia/Shanghai', 'Asia/Almaty', 'Asia/Bishkek', 'Asia/Tashkent', 'Europe/Moscow'];

/** The programs in this mall's order, with those that the house has added since. */
export function programSettings(mall: KnownMall): ProgramSetting[] {
  const set = mall.settings?.programs ?? [];
  const known = set.filter(({ id }) => (PROGRAM_IDS as readonly string[]).includes(id));
  return [...known, ...PROGRAM_IDS.filter((id) => !known.some((one) => one.id === id)).map((id) => ({ id, on: true }))];
}

/** The calendar as the form has it: what holds on its day. */
export const calendarOn = (rows: readonly LiveRow[], mall: KnownMall, day: string): CalendarValue => (heldOn(rows, day)?.value as CalendarValue | undefined) ?? calendarValueOf(mall.calendar);

/** What a form is read against, which is what it was filled from: the settings as they hold on a day. */
function knownOn(mall: KnownMall, calendar: CalendarValue, now: Date): Known {
  return {
    today: dayIn(now, mall.zone),
    zones: zonesOf(mall),
    calendar,
    trades: tradesOf(mall),
    programs: programSettings(mall),
    kinds: clockSource()?.kinds() ?? [],
    clocks: mall.settings?.clocks ?? {},
    keeping: mall.settings?.keeping ?? {},
    receivers: mall.settings?.receivers ?? [],
    emergency: emergencyNumbers(mall),
    newId,
    readTarget,
  };
}

export const zonesOf = (mall: KnownMall): string[] => [...new Set([mall.zone, ...ZONES])];

/** A day of the future whose settings somebody wants to change; today where none is asked for. */
const dayAsked = (asked: string | null | undefined, today: string): string => (asked && isDay(asked) && asked > today ? asked : today);

interface Asked {
  on: string | null | undefined;
  /** Only as far as somebody had seen it: what she typed is read against the form that she was shown. */
  seen?: string;
}

/** A part as it holds on a day, and the mall with it. */
async function baseOf(mall: KnownMall, part: SettingPart, { on: asked, seen }: Asked, now: Date) {
  const today = dayIn(now, mall.zone);
  const on = dayAsked(asked, today);
  const rows = await liveRows(mall._id, part);
  const shown = seen === undefined ? rows : rows.filter(({ version }) => version <= newestOf(seen));
  const value = (heldOn(shown, on) ?? rows.at(-1))?.value;
  const calendar = part === 'calendar' && value ? (value as CalendarValue) : calendarValueOf(mall.calendar);
  return { today, on, rows, calendar, based: value && part !== 'calendar' ? mallWith(mall, part, value) : mall };
}

/** What every page of a part shows around its form: from which day, what is to come, what was set before, and the settings it is filled from. */
export async function partPage(request: Request, mall: KnownMall, part: SettingPart, now: Date) {
  const { today, on, rows, based, calendar } = await baseOf(mall, part, { on: new URL(request.url).searchParams.get('on') }, now);
  const [coming, lines] = await Promise.all([comingLines(rows, comingAfter(rows, today), foundingValue(mall, part)), listSettings(mall._id, { part })]);
  const view = { part, today, on, zone: mall.zone, now, base: `/m/${mall.slug}/manage/settings`, stand: standOf(rows, today), coming, lines };
  return { view, based, calendar };
}

/** What the change does to the clocks that run now; the calendar with all that is planned. */
export async function previewOf(mall: KnownMall, actor: Actor, { part, value, from, rows, now }: { part: SettingPart; value: unknown; from: string; rows: readonly LiveRow[]; now: Date }): Promise<ClockPreview | null> {
  const set = rows.filter(({ state }) => state !== 'waiting') as unknown as Dated<CalendarValue>[];
  const before = part === 'calendar' && set.length === 0 ? [{ from: '2000-01-01', version: 0, value: calendarValueOf(mall.calendar) }] : set;
  const next = part === 'calendar' ? composeCalendar([...before, { from, version: Infinity, value: value as CalendarValue }]) : value;
  return (await clockSource()?.preview({ mall, next: mallWith(mall, part, next), actor, now })) ?? null;
}

/** The answer to somebody whose change meets another: both values, what she typed, and what her next save says yes to. */
export async function meetingAnswer(met: Meeting, { part, mall, value, from, seen, values, now }: { part: SettingPart; mall: KnownMall; value: unknown; from: string; seen: string; values: Record<string, string>; now: Date }) {
  const { rows, stand, why } = met;
  const unseen = why === 'meanwhile' ? newIn(stand, seen) : [];
  const founding = foundingValue(mall, part);
  const [news, coming] = await Promise.all([
    comingLines(rows, rows.filter(({ version }) => unseen.includes(version)), founding),
    comingLines(rows, comingAfter(rows, dayIn(now, mall.zone)), founding),
  ]);
  // No 422: the form below has to be filled with what is there now as well, and only a good answer has the page read it anew.
  return { ok: false as const, errors: {}, values, meeting: { why, stand, news, coming, theirs: heldOn(rows, from)?.value ?? founding, mine: value, from } };
}

/** The action of a part's page: reads its form, shows what it would do, gives way to what is there, or saves it from its day on. */
export function savePart(part: SettingPart) {
  return authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) => {
    const form = await request.formData();
    return submitForm(form, SaveSchema, async ({ from, intent, on, seen, knows }) => {
      if (intent === 'theirs') return redirect(`/m/${mall.slug}/manage/settings`);
      const values = formValues(form);
      const { rows, based, calendar } = await baseOf(mall, part, { on, seen }, now);
      const value = READERS[part]((name) => (Object.hasOwn(values, name) ? (values[name] ?? '') : ''), knownOn(based, calendar, now));
      if (intent === 'preview') return { ok: true as const, values, preview: await previewOf(mall, actor, { part, value, from, rows, now }) };
      try {
        const state = await changeSettings({ mall, actor, now }, { part, value, from, seen, knows });
        return redirect(`/m/${mall.slug}/manage/settings?saved=${part}&state=${state}`);
      } catch (error) {
        if (error instanceof Meeting) return meetingAnswer(error, { part, mall, value, from, seen, values, now });
        throw error;
      }
    });
  });
}
