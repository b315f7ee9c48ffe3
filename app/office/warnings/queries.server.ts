import { Memberships } from '#models/account.server.ts';
import { type Notice, Notices } from '#models/notice.server.ts';
import { Units } from '#models/plan.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { WarningActs, WarningRuleRows } from '#models/warning.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import { levelsOf } from '#app/mall/queries.server.ts';
import { countSums } from '#app/notices/queries.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { OPEN_STAGES } from '#app/requests/engine/stages.ts';
import { readFactWords } from '#app/requests/known-facts.server.ts';
import { workingOf } from '#app/requests/case.server.ts';
import { workingMinutesBetween } from '#app/requests/working-time.ts';
import { type Reach, reachOf } from '../reach.ts';
import { type Alike, type Asked, clockTrend, manyAlike, type Rules, TREND, type Trend, USUAL_RULES } from './association.ts';
import { classOfPlace, OPEN_LIMIT, type OpenPlace, openPlaces, type Quiet, toldWarnings, undeliveredWarnings, type Warning } from './closed-list.ts';

const DAY = 24 * 3600_000;
/** Days after which what was taken in hand is forgotten. */
export const ACTS_KEPT = 90;
/** Days for which what the mall was told stands among the warnings. */
const TOLD_DAYS = 7;
const OWN_DAYS = 30;
const MOST = 300;
export const ASSOCIATION = 'association';

async function quietOf(mall: string, box: string): Promise<Quiet> {
  const acts = await WarningActs.find({ mall, box }, { topic: 1, at: 1 }).sort({ at: -1 }).limit(500).lean();
  const quiet = new Map<string, Date>();
  for (const { topic, at } of acts) if (!quiet.has(topic)) quiet.set(topic, at);
  return quiet;
}

/** Open matters of shared places for longer than the limit, in closed words and with their level: nothing that lies in a booth, and no word that anybody wrote. */
async function openOfPlaces(mall: KnownMall, now: Date): Promise<OpenPlace[]> {
  const wanted = { kind: 1, about: 1, inside: 1, confidential: 1, unit: 1, openedAt: 1 } as const;
  const rows = await Requests.find({ mall: mall._id, program: 'safety', stage: { $in: OPEN_STAGES.filter((stage) => stage !== 'done' && stage !== 'with-shop') } }, wanted).limit(MOST).lean();
  const timed = rows.flatMap((row) => (row.about === 'place' && !row.inside && !row.confidential ? [{ ...row, minutes: workingMinutesBetween(workingOf(mall), row.openedAt, now) }] : []));
  const open = timed.filter(({ minutes }) => minutes >= OPEN_LIMIT);
  if (open.length === 0) return [];
  const [facts, levels] = await Promise.all([factsOf(mall._id, open.map(({ _id }) => _id)), levelsOfUnits(mall._id, open.flatMap(({ unit }) => unit ?? []))]);
  return open.flatMap(({ _id, kind, unit, openedAt, minutes }): OpenPlace[] => {
    const found = classOfPlace(kind, facts.get(_id) ?? {});
    return found ? [{ class: found, level: levels.get(unit ?? '') ?? null, openedAt, openMinutes: minutes }] : [];
  });
}

async function factsOf(mall: string, requests: string[]): Promise<Map<string, Record<string, unknown>>> {
  const events = await RequestEvents.find({ mall, request: { $in: requests } }, { request: 1, seq: 1, facts: 1 }).sort({ request: 1, seq: 1 }).lean();
  const details = new Map<string, string>();
  for (const { request, facts } of events) {
    const { details: text } = facts as { details?: string };
    if (text) details.set(request, text);
  }
  const texts = await readTexts(mall, [...details.values()], requests.map((request) => `request:${request}`));
  return new Map([...details].map(([request, text]) => [request, readFactWords(texts.get(text)?.words)]));
}

async function levelsOfUnits(mall: string, units: string[]): Promise<Map<string, string>> {
  const rows = await Units.find({ mall, _id: { $in: units } }, { level: 1 }).lean();
  return new Map(rows.map(({ _id, level }) => [_id, level]));
}

/** What the association told the mall lately, and must be seen by everybody. */
async function toldLately(mall: KnownMall, now: Date) {
  const since = { $gt: new Date(now.getTime() - TOLD_DAYS * DAY) };
  const rows = await Notices.find({ mall: mall._id, class: { $in: ['must-acknowledge', 'emergency'] }, sentAt: since }, { template: 1, sentAt: 1, state: 1, audience: 1 }).sort({ sentAt: -1 }).limit(20).lean();
  const told = rows.filter(({ state, audience }) => ['queued', 'sending', 'sent'].includes(state) && audience.kind !== 'accounts');
  return told.map(({ _id, template = '', sentAt }) => ({ id: _id, template, day: dayIn(sentAt, mall.zone) }));
}

export interface OwnNotice {
  notice: Notice;
  reach: Reach;
  isDue: boolean;
}

/** The office's own notices of the last month and how many they haven't reached, in steps of five; a fresh one isn't late yet. */
export async function ownReach(office: string, mall: KnownMall, now: Date): Promise<OwnNotice[]> {
  const officials = await Memberships.find({ kind: 'official', office }, { account: 1 }).limit(200).lean();
  const own = new Set(officials.map(({ account }) => account));
  const since = { $gt: new Date(now.getTime() - OWN_DAYS * DAY) };
  const rows = await Notices.find({ mall: mall._id, class: 'information', sentAt: since }).sort({ sentAt: -1 }).limit(100).lean();
  const mine = rows.filter(({ role, author, state }) => role === 'office' && own.has(author) && state === 'sent').slice(0, 10);
  return Promise.all(
    mine.map(async (notice) => {
      const { delivered } = await countSums(mall._id, notice);
      const day = now.getTime() - notice.sentAt.getTime() > DAY;
      return { notice, reach: reachOf(delivered, notice.accounts), isDue: day };
    }),
  );
}

/** What the office is warned of besides its own late answers: the closed list, as far as the house has data for it. */
export async function listOfficeWarnings(office: string, mall: KnownMall, now: Date, own: Promise<OwnNotice[]> | OwnNotice[] = ownReach(office, mall, now)): Promise<Warning[]> {
  const [quiet, places, told, reach, levels] = await Promise.all([quietOf(mall._id, `office:${office}`), openOfPlaces(mall, now), toldLately(mall, now), own, levelsOf(mall._id)]);
  const nameOf = (id: string) => levels.find((level) => level._id === id)?.shortName ?? null;
  const late = reach.filter(({ isDue }) => isDue).map(({ notice, reach: { undelivered } }) => ({ id: notice._id, undelivered }));
  return [...toldWarnings(told, quiet), ...openPlaces(places, quiet, nameOf), ...undeliveredWarnings(late, quiet)];
}

export async function rulesOf(mall: string): Promise<Rules> {
  const row = await WarningRuleRows.findOne({ mall }).lean();
  return row ? { alikeCount: row.alikeCount, alikeHours: row.alikeHours, trendLeast: row.trendLeast, trendPercent: row.trendPercent } : USUAL_RULES;
}

/** What was asked on the ladders of grids lately, nothing confidential among it. */
async function askedLately(mall: string, hours: number, now: Date): Promise<Asked[]> {
  const since = { $gt: new Date(now.getTime() - hours * 3600_000) };
  const wanted = { grid: 1, kind: 1, ladder: 1, confidential: 1, merchant: 1, requester: 1, openedAt: 1 } as const;
  const all = await Promise.all((['own', 'place', 'shop'] as const).map((about) => Requests.find({ mall, about, openedAt: since }, wanted).limit(2_000).lean()));
  return all.flat().flatMap(({ grid, kind, ladder, confidential, merchant, requester, openedAt }) => (grid && ladder === 'grid' && !confidential && kind !== 'unsorted' ? [{ grid, kind, who: merchant ?? requester, at: openedAt }] : []));
}

const WEEKS = 5;
/** Clocks that ran out, by seven days back from now, the newest first. */
async function ranOutByWeek(mall: string, now: Date): Promise<number[]> {
  const at = (weeks: number) => new Date(now.getTime() - weeks * 7 * DAY);
  return Promise.all(Array.from({ length: WEEKS }, (_, week) => RequestEvents.countDocuments({ mall, type: 'ran-out', at: { $gt: at(week + 1), $lte: at(week) } })));
}

export interface AssociationWarnings {
  rules: Rules;
  alike: Alike[];
  trend: (Trend & { topic: string }) | null;
  /** What offices took in hand, the newest first. */
  offices: { topic: string; at: Date }[];
}

/** The association's own warnings, exact: they are its officers' own mall. */
export async function listAssociationWarnings(mall: KnownMall, now: Date): Promise<AssociationWarnings> {
  const rules = await rulesOf(mall._id);
  const [quiet, asked, weeks, byOffice] = await Promise.all([quietOf(mall._id, ASSOCIATION), askedLately(mall._id, rules.alikeHours, now), ranOutByWeek(mall._id, now), mall.office ? WarningActs.find({ mall: mall._id, box: `office:${mall.office}` }).sort({ at: -1 }).limit(10).lean() : []]);
  const trend = clockTrend(weeks, rules);
  const since = quiet.get(TREND);
  const isQuiet = since && now.getTime() - since.getTime() < 7 * DAY;
  return { rules, alike: manyAlike(asked, rules, quiet, now), trend: trend && !isQuiet ? { ...trend, topic: TREND } : null, offices: byOffice.map(({ topic, at }) => ({ topic, at })) };
}

/** How many stand now, for the officer's first page. */
export async function countAssociationWarnings(mall: KnownMall, now: Date): Promise<number> {
  const { alike, trend } = await listAssociationWarnings(mall, now);
  return alike.length + (trend ? 1 : 0);
}
