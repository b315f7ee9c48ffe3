import { Malls } from '#models/mall.server.ts';
import { type MallSetting, MallSettings, type SettingPart } from '#models/mall-settings.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { Actor } from '#app/platform/actor.ts';
import { isDuplicateKey, runCommand, type Tx } from '#app/platform/command.server.ts';
import { newId } from '#app/platform/ids.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import type { Receiver } from '#app/platform/mall-settings.ts';
import { Refusal } from '#app/platform/refusal.ts';
import { afterEffect, takeEffect } from './in-effect.server.ts';
import { calendarValueOf, isDay, sendsMore } from './rules.ts';

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
  /** What of the part changed, for the history. */
  changed: string[];
}

/** Furthest day ahead that something is planned for. */
const HORIZON = 3 * 366;

/** What held before anything was set, as the first line of the part's history. */
export function foundingValue(mall: KnownMall, part: SettingPart): unknown {
  if (part === 'names') return mall.name;
  if (part === 'time') return { zone: mall.zone, ...(mall.settings?.also ? { also: mall.settings.also } : {}) };
  if (part === 'languages') return mall.languages;
  if (part === 'calendar') return calendarValueOf(mall.calendar);
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

/**
 * Sets a part of the mall's settings from a day on: a new version, never a change of an old one. What sends more out of the
 * house waits for a second officer. @returns the version's state
 * @throws {Refusal} for a day that is over or too far ahead
 */
export async function changeSettings(doing: Doing, { part, value, from, changed }: SettingChange): Promise<MallSetting['state']> {
  const { mall, actor, now } = doing;
  requireDay(mall, from, now);
  const needsSecond = part === 'receivers' && sendsMore(mall.settings?.receivers ?? [], value as Receiver[]);
  const state = needsSecond ? 'waiting' : 'planned';
  await repeated(() =>
    runCommand(head('settings:change', doing, part), async (tx) => {
      let version = await nextVersion(tx);
      const known = await MallSettings.exists({ mall: mall._id, part }).session(tx.session);
      if (!known) {
        const row = await Malls.findOne({ _id: mall._id }, { createdAt: 1 }, { session: tx.session }).lean();
        const since = dayIn(row?.createdAt ?? now, mall.zone);
        const founding = { _id: newId(), mall: mall._id, version, part, value: foundingValue(mall, part), from: since < from ? since : '2000-01-01', by: 'house', state: 'in-effect' as const, changed: [] };
        await MallSettings.create([founding], { session: tx.session });
        version += 1;
      }
      await MallSettings.create([{ _id: newId(), mall: mall._id, version, part, value, from, by: actor.account, state: state as MallSetting['state'], changed }], { session: tx.session });
      if (!needsSecond) await takeEffect(tx, mall, part);
      tx.changed(part, ...changed);
    }),
  );
  await afterEffect(mall._id, part, now);
  return needsSecond ? 'waiting' : from <= dayIn(now, mall.zone) ? 'in-effect' : 'planned';
}

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
    const today = dayIn(now, mall.zone);
    const change = { state: 'planned' as const, confirmedBy: actor.account, from: row.from < today ? today : row.from };
    await MallSettings.updateOne({ mall: mall._id, _id: row._id }, { $set: change }, { session: tx.session });
    await takeEffect(tx, mall, row.part);
    tx.changed(row.part);
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
    return row.part;
  });
  await afterEffect(mall._id, part, now);
}
