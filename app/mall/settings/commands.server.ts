import { Malls } from '#models/mall.server.ts';
import { type MallSetting, MallSettings, type SettingPart } from '#models/mall-settings.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { emergencyNumbers, type Receiver } from '#app/platform/mall-settings.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { changedKeys } from './changed-keys.ts';
import { afterEffect, takeEffect } from './in-effect.server.ts';
import { Meeting } from './meeting.ts';
import { calendarValueOf, isDay, sendsMore } from './rules.ts';
import { comingAfter, heldOn, type LiveRow, standOf } from './stand.ts';

export interface Doing {
  mall: KnownMall;
  actor: Actor;
  now: Date;
}

export interface SettingChange {
  part: SettingPart;
  /** Read by the part's schema already. */
  value: unknown;
  /** First day in the mall's zone; today at the earliest. */
  from: string;
  /** The stand that the form was written upon. */
  seen: string;
  /** The stand whose planned changes she was shown beside her own, and said yes to. */
  knows?: string;
}

/** Furthest day ahead that something is planned for. */
const HORIZON = 3 * 366;

/** What held before anything was set, as the first line of the part's history. */
export function foundingValue(mall: KnownMall, part: SettingPart): unknown {
  if (part === 'names') return mall.name;
  if (part === 'time') return { zone: mall.zone, ...(mall.settings?.also ? { also: mall.settings.also } : {}) };
  if (part === 'languages') return mall.languages;
  if (part === 'calendar') return calendarValueOf(mall.calendar);
  if (part === 'emergency') return emergencyNumbers(mall);
  return mall.settings?.[part] ?? (part === 'keeping' || part === 'clocks' ? {} : []);
}

async function nextVersion(tx: Tx): Promise<number> {
  const newest = await MallSettings.findOne({ mall: tx.mall }, { version: 1 }, { session: tx.session }).sort({ version: -1 }).lean();
  return (newest?.version ?? 0) + 1;
}

function requireDay(mall: KnownMall, from: string, now: Date): void {
  const today = dayIn(now, mall.zone);
  if (!isDay(from)) throw new Refusal('form.not-a-date', 'from');
  if (from < today) throw new Refusal('settings:refused.past', 'from');
  if (from > dayIn(new Date(now.getTime() + HORIZON * 86_400_000), mall.zone)) throw new Refusal('settings:refused.too-far', 'from');
}

const head = (name: string, { mall, actor, now }: Doing, target: string) => ({ name, mall: mall._id, actor, role: 'officer', subject: 'none', target, now });

/** Two officers who save in the same moment draw the same version: the later one draws again. */
async function repeated<R>(work: () => Promise<R>): Promise<R> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isDuplicateKey(error) || attempt >= 5) throw error;
    }
  }
}

/** The versions of a part that hold, held or are to come. */
export async function liveRows(mall: string, part: SettingPart, session?: Tx['session']): Promise<LiveRow[]> {
  return MallSettings.find({ mall, part, state: { $ne: 'withdrawn' } }, null, { session }).sort({ version: -1 }).limit(500).lean();
}

/** The first line of a part's history: what held before anybody set anything. */
async function writeFounding(tx: Tx, mall: KnownMall, part: SettingPart, from: string, version: number): Promise<void> {
  const row = await Malls.findOne({ _id: mall._id }, { createdAt: 1 }, { session: tx.session }).lean();
  const since = dayIn(row?.createdAt ?? tx.now, mall.zone);
  const founding = { _id: newId(), mall: mall._id, version, part, value: foundingValue(mall, part), from: since < from ? since : '2000-01-01', by: 'house', state: 'in-effect' as const, changed: [] };
  await MallSettings.create([founding], { session: tx.session });
}

/** @throws {Meeting} when somebody changed the part since she saw it, or changes to come were never shown beside hers */
function requireSeen(rows: readonly LiveRow[], { seen, knows }: SettingChange, today: string): void {
  const stand = standOf(rows, today);
  if (seen !== stand) throw new Meeting('meanwhile', rows, stand);
  if (comingAfter(rows, today).length > 0 && knows !== stand) throw new Meeting('planned', rows, stand);
}

/** The same form sent twice: her own newest change, word for word. */
function isRepeat(rows: readonly LiveRow[], { value, from }: SettingChange, account: string): LiveRow | null {
  const [newest] = rows;
  return newest && newest.by === account && newest.from === from && changedKeys(newest.value, value).length === 0 ? newest : null;
}

export type SettingOutcome = 'waiting' | 'planned' | 'in-effect' | 'unchanged';

/**
 * Sets a part of the mall's settings from a day on: a new version, never a change of an old one. What sends more out of the
 * house waits for a second officer. What changes nothing, or is sent twice, makes no version.
 * @throws {Refusal} for a day that is over or too far ahead
 * @throws {Meeting} when there is another change that she hasn't seen
 */
export async function changeSettings(doing: Doing, change: SettingChange): Promise<SettingOutcome> {
  const { mall, actor, now } = doing;
  const { part, value, from } = change;
  requireDay(mall, from, now);
  const today = dayIn(now, mall.zone);
  const outcomeOf = (state: MallSetting['state']): SettingOutcome => (state === 'waiting' ? 'waiting' : from <= today ? 'in-effect' : 'planned');
  const outcome = await repeated(() =>
    runCommand(head('settings:change', doing, part), async (tx): Promise<SettingOutcome> => {
      const rows = await liveRows(mall._id, part, tx.session);
      const same = isRepeat(rows, change, actor.account);
      if (same) return outcomeOf(same.state);
      requireSeen(rows, change, today);
      const held = heldOn(rows, from);
      const before = held ? held.value : foundingValue(mall, part);
      const changed = changedKeys(before, value);
      if (changed.length === 0 && comingAfter(rows, today).length === 0) return 'unchanged';
      let version = await nextVersion(tx);
      if (rows.length === 0 && !(await MallSettings.exists({ mall: mall._id, part }).session(tx.session))) {
        await writeFounding(tx, mall, part, from, version);
        version += 1;
      }
      const state = part === 'receivers' && sendsMore(before as Receiver[], value as Receiver[]) ? ('waiting' as const) : ('planned' as const);
      await MallSettings.create([{ _id: newId(), mall: mall._id, version, part, value, from, by: actor.account, state, changed }], { session: tx.session });
      if (state === 'planned') await takeEffect(tx, mall, part);
      tx.changed(part, ...changed);
      publishVersion(tx, version);
      return outcomeOf(state);
    }),
  );
  await afterEffect(mall._id, part, now);
  return outcome;
}

/** Officers who look at the settings see what is planned or waits for a second one. What holds, `takeEffect` tells everybody. */
const publishVersion = (tx: Tx, version: number): void => tx.publish({ type: 'settings:changed', id: tx.mall, version, rooms: [`mall-officers:${tx.mall}`] });

async function openVersion(tx: Tx, version: number, state: MallSetting['state']): Promise<MallSetting> {
  const row = await MallSettings.findOne({ mall: tx.mall, version, state }, null, { session: tx.session }).lean();
  if (!row) throw new Refusal('form.changed-meanwhile', 'version');
  return row;
}

/** The second officer agrees to a receiver. @throws {Refusal} for the one who proposed it */
export async function confirmSettings(doing: Doing, version: number): Promise<void> {
  const { mall, actor, now } = doing;
  const part = await runCommand(head('settings:confirm', doing, String(version)), async (tx) => {
    const row = await openVersion(tx, version, 'waiting');
    if (row.by === actor.account) throw new Refusal('settings:refused.second', 'version');
    // She agrees to the list as she read it: one that changed since is proposed anew, or it would undo that change unseen.
    const later = await MallSettings.exists({ mall: mall._id, part: row.part, version: { $gt: version }, state: { $in: ['planned', 'in-effect'] } }).session(tx.session);
    if (later) throw new Refusal('settings:refused.outdated', 'version');
    const today = dayIn(now, mall.zone);
    const change = { state: 'planned' as const, confirmedBy: actor.account, from: row.from < today ? today : row.from };
    await MallSettings.updateOne({ mall: mall._id, _id: row._id }, { $set: change }, { session: tx.session });
    await takeEffect(tx, mall, row.part);
    tx.changed(row.part);
    publishVersion(tx, version);
    return row.part;
  });
  await afterEffect(mall._id, part, now);
}

/** Takes back what isn't in effect yet; the line stays in the history. @throws {Refusal} for what already holds */
export async function withdrawSettings(doing: Doing, version: number): Promise<void> {
  const { mall, now } = doing;
  const part = await runCommand(head('settings:withdraw', doing, String(version)), async (tx) => {
    const row = await MallSettings.findOne({ mall: mall._id, version, state: { $in: ['waiting', 'planned'] } }, null, { session: tx.session }).lean();
    if (!row) throw new Refusal('form.changed-meanwhile', 'version');
    await MallSettings.updateOne({ mall: mall._id, _id: row._id }, { $set: { state: 'withdrawn' } }, { session: tx.session });
    if (row.part === 'calendar') await takeEffect(tx, mall, row.part);
    tx.changed(row.part);
    publishVersion(tx, version);
    return row.part;
  });
  await afterEffect(mall._id, part, now);
}
