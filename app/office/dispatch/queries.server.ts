import { type Incident, type IncidentOffer, Incidents } from '#models/incident.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { type GridCard, getGrid } from '#app/mall/queries.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { notFound } from '#app/platform/authorise.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { workingOf } from '#app/requests/case.server.ts';
import { letterClock } from '../letters/rules.ts';
import type { OfficeClock } from '../passed-on.server.ts';
import { findOfficeName } from '../queries.server.ts';
import { readerOf, textsOf } from './commands.server.ts';
import { gridsSeen, OFFICE_SEES, type Sides, sidesOf } from './policy.ts';
import { actsOn, pressing, type Shown, shownAs } from './rules.ts';

export interface Worded {
  text: string;
  language: string;
}

/** What may be known of a task that was offered to a grid. */
interface OfferFacts {
  grid: GridCard;
  shown: Shown;
  /** Null once it needs no answer. */
  clock: OfficeClock | null;
  reason: Worded | null;
}
export type OfferView = Pick<OfferFacts, (typeof OFFICE_SEES)[number]> & { id: string; acts: ReturnType<typeof actsOn> };

export interface TaskView {
  id: string;
  words: Worded | null;
  minutes: number;
  offers: OfferView[];
}

export interface IncidentCard {
  id: string;
  kind: Incident['kind'];
  state: Incident['state'];
  /** Null where the council opened it. */
  office: Localized | null;
  what: Worded | null;
  openedAt: Date;
  endedAt?: Date;
  /** How many offers the reader sees, by how they stand. */
  sums: Partial<Record<Shown, number>>;
  /** Offers that wait for the reader. */
  yours: number;
}
export interface IncidentView extends IncidentCard {
  because: Worded | null;
  /** Every grid that it concerns, with what presses most in it; null where the reader sees nothing or nothing was offered. */
  grids: (GridCard & { shown: Shown | null })[];
  tasks: TaskView[];
  mayEnd: boolean;
}

const SHOWN = 50;
const MOST_RUNNING = 200;

/** Incidents that the reader sees, running ones first, the newest of each first; with `box` only what was opened by it. */
export async function listIncidents(actor: Actor, mall: KnownMall, now: Date, box?: string): Promise<IncidentCard[]> {
  const [running, latest] = await Promise.all([
    Incidents.find({ mall: mall._id, state: 'running' }).sort({ openedAt: -1 }).limit(MOST_RUNNING).lean(),
    Incidents.find({ mall: mall._id, ...(box ? { box } : {}) }).sort({ openedAt: -1 }).limit(SHOWN).lean(),
  ]);
  const rows = [...running, ...latest.filter(({ state }) => state !== 'running')].filter((row) => (!box || row.box === box) && gridsSeen(actor, row));
  return Promise.all(rows.map(async (row) => (await viewsOf(row, actor, mall, now)).card));
}

/** @throws a 404 Response for whoever doesn't see it, and for one that another office opened */
export async function getIncident(actor: Actor, mall: KnownMall, id: string, now: Date, box?: string): Promise<IncidentView> {
  const row = await Incidents.findOne({ mall: mall._id, _id: id }).lean();
  if (!row || (box && row.box !== box) || !gridsSeen(actor, row)) throw notFound();
  return (await viewsOf(row, actor, mall, now)).view;
}

async function viewsOf(row: Incident, actor: Actor, mall: KnownMall, now: Date): Promise<{ card: IncidentCard; view: IncidentView }> {
  const seen = gridsSeen(actor, row) ?? [];
  const sides = sidesOf(actor, row);
  const running = row.state === 'running';
  const offers = row.offers.filter(({ grid }) => seen === 'all' || seen.includes(grid));
  const [texts, cards, office] = await Promise.all([
    readTexts(mall._id, textsOf({ ...row, offers }), [readerOf(row._id)]),
    Promise.all(row.grids.map((grid) => getGrid(mall._id, grid))),
    row.box.startsWith('office:') ? findOfficeName(row.box.slice('office:'.length)) : null,
  ]);
  const said = (id: string | undefined): Worded | null => {
    const text = id ? texts.get(id) : undefined;
    return text ? { text: text.words, language: text.language } : null;
  };
  const gridOf = new Map(cards.map(({ _id, number, hue, weave }) => [_id, { _id, number, hue, weave }]));
  const shownIn = (grid: string) => pressing(offers.filter((offer) => offer.grid === grid).map((offer) => shownAs(offer, running)));
  const viewOffer = (offer: IncidentOffer, minutes: number): OfferView[] => {
    const grid = gridOf.get(offer.grid);
    if (!grid) return [];
    const waits = running && offer.state === 'offered';
    const facts: OfferFacts = { grid, shown: shownAs(offer, running), clock: waits ? letterClock(workingOf(mall), row.openedAt, now, minutes) : null, reason: said(offer.reason) };
    return [{ id: offer.id, ...only(facts, OFFICE_SEES), acts: actsOn(offer, sides, running) }];
  };
  const card = { ...headOf(row, sides, offers), office, what: said(row.what) };
  const view = {
    ...card,
    because: said(row.because),
    grids: [...gridOf.values()].map((grid) => ({ ...grid, shown: shownIn(grid._id) })).sort((a, b) => a.number - b.number),
    tasks: row.tasks
      .map(({ id, words, minutes }) => ({ id, words: said(words), minutes, offers: offers.filter(({ task }) => task === id).flatMap((offer) => viewOffer(offer, minutes)).sort((a, b) => a.grid.number - b.grid.number) }))
      .filter((task) => task.offers.length > 0),
    mayEnd: running && sides.opener,
  };
  return { card, view };
}

function only<T extends object, K extends keyof T>(whole: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, whole[key]])) as Pick<T, K>;
}

function headOf({ _id: id, kind, state, openedAt, endedAt }: Incident, sides: Sides, offers: readonly IncidentOffer[]): Omit<IncidentCard, 'office' | 'what'> {
  const running = state === 'running';
  const sums: IncidentCard['sums'] = {};
  for (const offer of offers) sums[shownAs(offer, running)] = (sums[shownAs(offer, running)] ?? 0) + 1;
  return { id, kind, state, openedAt, endedAt, sums, yours: offers.filter((offer) => offer.state === 'offered' && actsOn(offer, sides, running).length > 0).length };
}

/** Incidents of this opener that go on. */
export async function countRunning(mall: string, box: string): Promise<number> {
  const rows = await Incidents.find({ mall, state: 'running' }, { box: 1 }).sort({ openedAt: -1 }).limit(MOST_RUNNING).lean();
  return rows.filter((row) => row.box === box).length;
}

/** Offers that wait for this person's answer, for the line on her desk. */
export async function countOffersFor(actor: Actor, mall: string): Promise<number> {
  const running = await Incidents.find({ mall, state: 'running' }, { box: 1, mall: 1, offers: 1 }).sort({ openedAt: -1 }).limit(MOST_RUNNING).lean();
  return running.reduce((sum, row) => sum + row.offers.filter((offer) => offer.state === 'offered' && answersNow(offer, actor, row)).length, 0);
}

const answersNow = (offer: IncidentOffer, actor: Actor, row: Pick<Incident, 'mall' | 'box'>): boolean => actsOn(offer, sidesOf(actor, row), true).length > 0;
