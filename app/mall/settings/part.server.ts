import { redirect } from '@remix-run/node';
import { isDeepStrictEqual } from 'node:util';
import type { SettingPart } from '#models/mall-settings.server.ts';
import { PROGRAM_IDS } from '#app/components/programs.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { authorised } from '#app/platform/authorise.server.ts';
import { formValues, submitForm } from '#app/platform/form.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { ProgramSetting } from '#app/platform/mall-settings.ts';
import { MallSettings } from '#models/mall-settings.server.ts';
import { type ClockPreview, clockSource } from './clock-source.server.ts';
import { changeSettings, foundingValue } from './commands.server.ts';
import { mallWith } from './in-effect.server.ts';
import { listSettings } from './queries.server.ts';
import { type Known, READERS } from './read-form.ts';
import { type CalendarValue, calendarValueOf, composeCalendar, effectiveOn, type Dated } from './rules.ts';
import { SaveSchema } from './schema.ts';
import { tradesOf } from './trades.server.ts';

/** Zones of malls that this portal was made for; a mall's own is always among them. */
const ZONES = ['Asia/Urumqi', 'Asia/Shanghai', 'Asia/Almaty', 'Asia/Bishkek', 'Asia/Tashkent', 'Europe/Moscow'];

async function calendarVersions(mall: string): Promise<Dated<CalendarValue>[]> {
  const rows = await MallSettings.find({ mall, part: 'calendar', state: { $in: ['planned', 'in-effect'] } }, { from: 1, version: 1, value: 1 }).limit(500).lean();
  return rows as unknown as Dated<CalendarValue>[];
}

/** The newest calendar that anybody set, whether or not its day has come: the next one is written over it. */
export async function newestCalendar(mall: KnownMall): Promise<CalendarValue> {
  return effectiveOn(await calendarVersions(mall._id), '9999-12-31')?.value ?? calendarValueOf(mall.calendar);
}

/** The programs in this mall's order, with those that the house has added since. */
export function programSettings(mall: KnownMall): ProgramSetting[] {
  const set = mall.settings?.programs ?? [];
  const known = set.filter(({ id }) => (PROGRAM_IDS as readonly string[]).includes(id));
  return [...known, ...PROGRAM_IDS.filter((id) => !known.some((one) => one.id === id)).map((id) => ({ id, on: true }))];
}

export async function knownOf(mall: KnownMall, now: Date): Promise<Known> {
  const kinds = clockSource()?.kinds() ?? [];
  return {
    today: dayIn(now, mall.zone),
    zones: [...new Set([mall.zone, ...ZONES])],
    calendar: await newestCalendar(mall),
    trades: tradesOf(mall),
    programs: programSettings(mall),
    kinds,
    clocks: mall.settings?.clocks ?? {},
    keeping: mall.settings?.keeping ?? {},
    receivers: mall.settings?.receivers ?? [],
    newId,
  };
}

/** What every page of a part shows around its form: today, where to go back to, what was set before. */
export async function partView(mall: KnownMall, part: SettingPart, now: Date) {
  return { part, today: dayIn(now, mall.zone), zone: mall.zone, now, base: `/m/${mall.slug}/manage/settings`, lines: await listSettings(mall._id, { part }) };
}

/** Names of what differs between two values: keys of an object, ids of a list. */
export function changedKeys(before: unknown, after: unknown): string[] {
  const keyed = (value: unknown): Record<string, unknown> =>
    Array.isArray(value)
      ? Object.fromEntries(value.map((one: unknown, index) => (typeof one === 'object' && one !== null && 'id' in one ? [String(one.id), { ...one, index }] : [String(one), index])))
      : ((value ?? {}) as Record<string, unknown>);
  const [was, is] = [keyed(before), keyed(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !isDeepStrictEqual(was[key], is[key])).slice(0, 100);
}

/** What the change does to the clocks that run now; the calendar with all that is planned. */
export async function previewOf(mall: KnownMall, part: SettingPart, value: unknown, from: string, now: Date): Promise<ClockPreview | null> {
  const versions = part === 'calendar' ? await calendarVersions(mall._id) : [];
  const before = versions.length > 0 ? versions : [{ from: '2000-01-01', version: 0, value: calendarValueOf(mall.calendar) }];
  const next = part === 'calendar' ? composeCalendar([...before, { from, version: Infinity, value: value as CalendarValue }]) : value;
  return (await clockSource()?.preview(mall, mallWith(mall, part, next), now)) ?? null;
}

/** The action of a part's page: reads its form, shows what it would do, or saves it from its day on. */
export function savePart(part: SettingPart) {
  return authorised({ can: 'mall:manage' }, async ({ request, mall, actor, now }) => {
    const form = await request.formData();
    return submitForm(form, SaveSchema, async ({ from, intent }) => {
      const values = formValues(form);
      const value = READERS[part]((name) => (Object.hasOwn(values, name) ? (values[name] ?? '') : ''), await knownOf(mall, now));
      if (intent === 'preview') return { ok: true as const, values, preview: await previewOf(mall, part, value, from, now) };
      const before = part === 'calendar' ? await newestCalendar(mall) : foundingValue(mall, part);
      const state = await changeSettings({ mall, actor, now }, { part, value, from, changed: changedKeys(before, value) });
      return redirect(`/m/${mall.slug}/manage/settings?saved=${part}&state=${state}`);
    });
  });
}
