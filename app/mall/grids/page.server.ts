import sprite from '#app/components/icons.svg?url';
import { RoleTerms } from '#models/account.server.ts';
import { GridHistory, type GridPlan, GridPlans } from '#models/grid-plan.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { Grids, Levels, Openings, Units } from '#models/plan.server.ts';
import type { GridRole } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { planMarkup } from '../plan-markup.ts';
import { drawLevel } from '../plan-svg.ts';
import { findShops, type GridCard, levelsOf, namesOf } from '../queries.server.ts';
import { bandOf, isWithin } from './balance.ts';
import { changeOf } from './change.ts';
import { gridChangeSources } from './change-source.server.ts';
import { findOpenPlan, getPlan, outcomeIn } from './commands.server.ts';
import type { Outcome } from './outcome.ts';
import { STEPS, whyNotPlan } from './rules.ts';
import { type FullSituation, readSituation } from './situation.server.ts';

const PAGE = 50;

/** The grids as they are, the plan under way, and those before it. */
export async function readGridsPage(mall: KnownMall) {
  const [grids, open, past, levels, booths, homeless] = await Promise.all([
    Grids.find({ mall: mall._id, endedAt: { $exists: false } }, { number: 1, hue: 1, weave: 1, levels: 1, shops: 1, apart: 1 }).sort({ number: 1 }).limit(2_000).lean(),
    findOpenPlan(mall._id),
    GridPlans.find({ mall: mall._id, state: { $in: ['in-effect', 'cancelled'] } }, { state: 1, effectOn: 1, endedAt: 1, author: 1 }).sort({ createdAt: -1 }).limit(20).lean(),
    levelsOf(mall._id),
    Units.countDocuments({ mall: mall._id, lettable: true }),
    Units.countDocuments({ mall: mall._id, lettable: true, grid: null }),
  ]);
  const names = await namesOf(past.map(({ author }) => author));
  const nameOf = new Map(levels.map((level) => [level._id, level.shortName]));
  return {
    grids: grids.map(({ _id, number, hue, weave, levels: on, shops, apart }) => ({ id: _id, number, hue, weave, shops, apart: apart ?? null, levels: on.flatMap((level) => nameOf.get(level) ?? []) })),
    open: open && { id: open._id, state: open.state, effectOn: open.effectOn ?? null },
    past: past.map(({ _id, state, effectOn, endedAt, author }) => ({ id: _id, state, effectOn: effectOn ?? null, endedAt: endedAt ?? null, author: names.get(author) ?? {} })),
    booths,
    homeless: grids.length > 0 ? homeless : 0,
  };
}

export interface PlanQuestion {
  level?: string;
  /** Grid whose booths are listed. */
  of?: string;
  /** A booth that was pressed on the plan: its grid is listed, and it is picked. */
  unit?: string;
  page: number;
}

/** A plan of grids on one level, what it comes to and what moves. @throws a 404 Response */
export async function readPlanPage(mall: KnownMall, id: string, asked: PlanQuestion) {
  const plan = await getPlan(mall._id, id);
  const over = plan.state === 'in-effect' || plan.state === 'cancelled';
  const situation = await readSituation(mall._id);
  const outcome = outcomeIn(situation, over ? { moves: [], grids: [] } : plan);
  const levels = await levelsOf(mall._id);
  const wanted = (asked.unit && situation.ground.units.get(asked.unit)?.level) ?? asked.level;
  const level = levels.find(({ _id }) => _id === wanted) ?? levels.find(({ ordinal }) => ordinal === 0) ?? levels[0];
  if (!level || (wanted && level._id !== wanted)) throw notFound();
  const here = situation.ground.booths.filter((booth) => booth.level === level._id);
  const gridsHere = outcome.grids.filter((grid) => grid.levels.includes(level._id));
  const of = gridsHere.find(({ id: grid }) => grid === (asked.unit ? outcome.partition.get(asked.unit) : asked.of)) ?? gridsHere[0];
  const names = await namesOf([plan.author]);
  return {
    plan: { id, state: plan.state, version: plan.version, effectOn: plan.effectOn ?? null, author: names.get(plan.author) ?? {} },
    first: situation.live.length === 0,
    steps: STEPS[plan.state],
    ...summaryOf(outcome, levels),
    problem: over ? null : whyNotPlan(outcome, situation.live),
    split: outcome.grids.flatMap(({ id: grid, number, parts, apart }) => (parts > 1 ? [{ id: grid, number, apart: apart && apart !== 'map-changed' ? apart : '' }] : [])),
    moves: over ? null : await movesOf(mall, plan, situation, outcome, asked.page),
    levels: levels.map(({ _id, shortName }) => ({ _id, shortName })),
    level: { _id: level._id, shortName: level.shortName },
    of: of ? { id: of.id, number: of.number } : null,
    gridsHere: gridsHere.map(({ id: grid, number }) => ({ id: grid, number })),
    booths: here.filter((booth) => outcome.partition.get(booth.id) === of?.id).map((booth) => ({ id: booth.id, number: booth.number, moved: situation.partition.get(booth.id) !== of?.id })),
    picked: asked.unit ?? null,
    plan2d: await drawOutcome(mall, level._id, outcome, `/m/${mall.slug}/manage/grids/plan/${id}?level=${encodeURIComponent(level._id)}`),
  };
}

function summaryOf({ grids, ended }: Outcome, levels: readonly { _id: string; shortName: string }[]) {
  const shops = grids.reduce((sum, grid) => sum + grid.shops, 0);
  const booths = grids.reduce((sum, grid) => sum + grid.units.length, 0);
  const sizes = grids.map((grid) => (shops > 0 ? grid.shops : grid.units.length));
  const band = bandOf(shops > 0 ? shops : booths, Math.max(1, grids.length));
  const numberOf = new Map(grids.map(({ id, number }) => [id, number]));
  return {
    shops,
    band: { least: band.least, most: band.most },
    grids: grids.map(({ units, levels: on, ...grid }, at) => ({
      ...grid,
      apart: grid.apart ?? null,
      booths: units.length,
      uneven: !isWithin(sizes[at] ?? 0, band),
      levels: levels.filter(({ _id }) => on.includes(_id)).map(({ shortName }) => shortName),
    })),
    ended: ended.map(({ number, heir }) => ({ number, heir: numberOf.get(heir) ?? 0 })),
  };
}

/** Which booths change hands, with the shops in them, by number; and how much of other rooms goes with them. */
async function movesOf(mall: KnownMall, plan: GridPlan, { shopsIn, live, ground }: FullSituation, outcome: Outcome, page: number) {
  const numberOf = new Map([...live, ...outcome.grids].map(({ id, number }) => [id, number]));
  const rows = outcome.moved.slice((page - 1) * PAGE, page * PAGE);
  const shops = await findShops(mall._id, rows.flatMap(({ unit }) => shopsIn.get(unit) ?? []));
  const change = changeOf(plan, outcome, shopsIn);
  const counted = await Promise.all(gridChangeSources().map(async ({ id, count }) => [id, (await count?.(mall._id, change)) ?? null] as const));
  return {
    all: outcome.moved.length,
    shops: change.shops.size,
    with: Object.fromEntries(counted.filter(([, count]) => count !== null)) as Partial<Record<'requests' | 'round', number>>,
    page,
    pages: Math.max(1, Math.ceil(outcome.moved.length / PAGE)),
    rows: rows.map(({ unit, from, to }) => ({
      unit,
      number: ground.units.get(unit)?.number ?? '',
      names: (shopsIn.get(unit) ?? []).flatMap((shop) => shops.get(shop)?.names ?? []),
      from: from ? (numberOf.get(from) ?? null) : null,
      to: numberOf.get(to) ?? null,
    })),
  };
}

/** The level as the plan would have it; every booth is a link that lists its grid and picks it. */
async function drawOutcome({ _id: mall }: KnownMall, level: string, { grids, partition }: Outcome, address: string) {
  const [floor, units, doors] = await Promise.all([
    Levels.findOne({ mall, _id: level }, { outline: 1 }).lean(),
    Units.find({ mall, level }, { number: 1, category: 1, lettable: 1, shape: 1, label: 1, name: 1 }).sort({ number: 1 }).limit(6_000).lean(),
    Openings.find({ mall, level }, { line: 1 }).limit(6_000).lean(),
  ]);
  const placed = units.map(({ _id, name, ...unit }) => ({ ...unit, id: _id, named: Boolean(name), grid: partition.get(_id) }));
  const drawing = drawLevel({ outline: floor?.outline, units: placed, doors: doors.map(({ line }) => line) });
  const cards = grids.filter((grid) => grid.levels.includes(level)).map(({ id, number, hue, weave }) => ({ id, number, hue, weave }));
  return {
    viewBox: drawing.viewBox,
    markup: planMarkup(drawing, placed.map(({ id, number, category, lettable, grid }) => ({ id, number, category, lettable, grid })), cards, sprite, address),
    places: drawing.units.filter(({ id }) => partition.has(id)).map(({ id, x, y }) => [id, x, y] as const),
  };
}

export interface Answered {
  grid: GridCard;
  from: Date;
  to: Date | null;
  people: { names: Localized; role: GridRole; from: Date; to: Date }[];
}

/** Who answered for a booth when: its grids, newest first, and their people in those times. @throws a 404 Response */
export async function readAnswered(mall: KnownMall, unit: string, now: Date): Promise<{ number: string; spans: Answered[] }> {
  const [row, past] = await Promise.all([
    Units.findOne({ mall: mall._id, _id: unit, lettable: true }, { number: 1, grid: 1, createdAt: 1 }).lean(),
    GridHistory.find({ mall: mall._id, unit }).sort({ to: -1 }).limit(100).lean(),
  ]);
  const newest = past[0];
  if (!row && !newest) throw notFound();
  const grids = new Map((await Grids.find({ mall: mall._id, _id: { $in: [...past.map(({ grid }) => grid), row?.grid ?? ''] } }, { number: 1, hue: 1, weave: 1, createdAt: 1 }).lean()).map((grid) => [grid._id, grid]));
  const current = row?.grid ? grids.get(row.grid) : undefined;
  const since = current && row ? (newest?.to ?? new Date(Math.max(row.createdAt.getTime(), current.createdAt.getTime()))) : now;
  const spans = [...(current ? [{ grid: current._id, from: since, to: null }] : []), ...past.map(({ grid, from, to }) => ({ grid, from, to }))];
  const terms = await RoleTerms.find({ mall: mall._id, grid: { $in: [...grids.keys()] } }, { account: 1, grid: 1, role: 1, from: 1, to: 1 }).sort({ from: -1 }).limit(2_000).lean();
  const names = await namesOf(terms.map(({ account }) => account));
  return {
    number: row?.number ?? newest?.number ?? '',
    spans: spans.flatMap(({ grid, from, to }) => {
      const card = grids.get(grid);
      const end = to ?? now;
      const people = terms.filter((term) => term.grid === grid && term.from < end && term.to > from);
      const within = people.map(({ account, role, from: start, to: stop }) => ({ names: names.get(account) ?? {}, role, from: start > from ? start : from, to: stop < end ? stop : end }));
      return card ? [{ grid: { _id: card._id, number: card.number, hue: card.hue, weave: card.weave }, from, to, people: within }] : [];
    }),
  };
}

/** The booth with that number, written with or without its level. */
export async function findBooth(mall: string, number: string): Promise<string | null> {
  const words = number.trim().slice(0, 40);
  if (!words) return null;
  const [exact] = await Units.find({ mall, number: words }, { _id: 1 }).limit(1).lean();
  if (exact) return exact._id;
  const ending = new RegExp(`(^|-)0*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/^0+(?=.)/, '')}$`, 'i');
  return (await Units.find({ mall, lettable: true, number: ending }, { _id: 1 }).sort({ number: 1 }).limit(1).lean())[0]?._id ?? null;
}
