import { Malls, type Mall } from '#models/mall.server.ts';
import { type MallSetting, MallSettings, type SettingPart } from '#models/mall-settings.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { runCommand, type Tx } from '#app/platform/command.server.ts';
import { defineJob } from '#app/platform/jobs.server.ts';
import { log } from '#app/platform/log.server.ts';
import { findMallById, type KnownMall, listMallIds } from '#app/platform/malls.server.ts';
import { clockSource } from './clock-source.server.ts';
import { type CalendarValue, composeCalendar, type Dated, inEffectOrder } from './rules.ts';

type Row = Pick<MallSetting, '_id' | 'version' | 'part' | 'value' | 'from' | 'state'>;

/** After these every running clock is looked at again. */
const MOVES_CLOCKS: readonly SettingPart[] = ['calendar', 'time', 'clocks'];

/** The fields of the mall that a value of this part becomes. The calendar is made from all its versions, whose days are dated themselves. */
export function fieldsOf(part: SettingPart, value: unknown): Record<string, unknown> {
  if (part === 'names') return { name: value };
  if (part === 'languages') return { languages: value };
  if (part === 'time') {
    const { zone, also } = value as { zone: string; also?: string };
    return { zone, 'settings.also': also ?? null };
  }
  return part === 'calendar' ? {} : { [`settings.${part}`]: value };
}

/** The mall as it would be with one more value, for previews. */
export function mallWith(mall: KnownMall, part: SettingPart, value: unknown): KnownMall {
  if (part === 'calendar') return { ...mall, calendar: value as Mall['calendar'] };
  const next: KnownMall = { ...mall, settings: { ...mall.settings } };
  for (const [path, set] of Object.entries(fieldsOf(part, value))) {
    const [field = '', inner] = path.split('.');
    if (inner) next.settings = { ...next.settings, [inner]: set ?? undefined };
    else Object.assign(next, { [field]: set });
  }
  return next;
}

/** Writes what holds from today on into the mall itself, where everybody reads it, and marks the rows. */
export async function takeEffect(tx: Tx, mall: Pick<Mall, '_id' | 'zone'>, part: SettingPart): Promise<void> {
  const today = dayIn(tx.now, mall.zone);
  const rows: Row[] = await MallSettings.find({ mall: mall._id, part, state: { $in: ['planned', 'in-effect'] } }, null, { session: tx.session }).lean();
  const ordered = inEffectOrder(rows);
  const due = ordered.filter(({ from }) => from <= today);
  const newest = due.at(-1);
  const calendar = part === 'calendar' ? { calendar: composeCalendar(ordered as unknown as Dated<CalendarValue>[]) } : {};
  const fields = { ...(newest ? fieldsOf(part, newest.value) : {}), ...calendar };
  if (Object.keys(fields).length === 0) return;
  if (Object.keys(fields).some((path) => path.startsWith('settings.'))) {
    await Malls.updateOne({ _id: mall._id, settings: { $exists: false } }, { $set: { settings: {} } }, { session: tx.session });
  }
  await Malls.updateOne({ _id: mall._id }, { $set: fields, $inc: { version: 1 } }, { session: tx.session });
  await MallSettings.updateMany({ mall: mall._id, _id: { $in: due.map(({ _id }) => _id) } }, { $set: { state: 'in-effect' } }, { session: tx.session });
  tx.publish({ type: 'mall:changed', id: mall._id, version: newest?.version ?? 0, rooms: [`mall:${mall._id}`] });
}

/** To be called after the commit of whatever changed a part. */
export async function afterEffect(mall: string, part: SettingPart, now: Date): Promise<void> {
  if (MOVES_CLOCKS.includes(part)) await clockSource()?.retime(mall, now);
}

/** Lets planned changes take effect whose day has come. Repeatable; a mall that fails doesn't hold up the others. */
export async function applyDue(mall: KnownMall, now: Date): Promise<SettingPart[]> {
  const due = await MallSettings.find({ mall: mall._id, state: 'planned', from: { $lte: dayIn(now, mall.zone) } }, { part: 1, from: 1 }).lean();
  const parts = [...new Set(due.map(({ part }) => part))];
  for (const part of parts) {
    const head = { name: 'settings:take-effect', mall: mall._id, actor: { account: 'house' }, role: 'house', subject: 'none', target: part, now };
    await runCommand(head, async (tx) => {
      await takeEffect(tx, mall, part);
      tx.changed(part);
    });
    await afterEffect(mall._id, part, now);
  }
  return parts;
}

export function registerSettingsJobs(): void {
  defineJob({
    name: 'settings:take-effect',
    every: '1 minute',
    run: async (_nothing, now) => {
      for (const id of await listMallIds()) {
        try {
          const mall = await findMallById(id, now);
          if (mall) await applyDue(mall, now);
        } catch (error) {
          log().error({ err: error }, 'settings could not take effect');
        }
      }
    },
  });
}
