import type { Localized } from '#models/mall.server.ts';
import type { VisitOutcome } from '#models/visit.server.ts';
import type { DemoPeople, DemoPerson } from './people.ts';
import type { Random } from './random.ts';
import type { DemoShop } from './shops.ts';
import { visitWords } from './words/visit-words.ts';

/** Days are counted from today: -1 is yesterday. */
export interface DemoRound {
  key: 'last' | 'current';
  number: number;
  opens: number;
  closes: number;
  finished?: number;
  figures?: { offered: number; met: number };
}
export interface DemoOffer {
  round: string;
  shop: string;
  /** Absent where the shop answered on its own phone before anybody came. */
  volunteer?: string;
  day: number;
  half: 'am' | 'pm';
  met: boolean;
  /** What the shop said to it. */
  answer?: 'not-now' | 'no-thanks';
}
export interface Said {
  language: string;
  words: string;
}
export interface DemoVisit {
  key: string;
  round: string;
  shop: string;
  author: string;
  day: number;
  half: 'am' | 'pm';
  /** Clock time in the mall's zone. */
  time: string;
  outcome: VisitOutcome;
  needs: (Said & { program: string })[];
  promises: (Said & { due: number; kept: boolean })[];
  note?: Said & { agreed: boolean };
  answer: 'none' | 'confirmed' | 'corrected' | 'contested';
  contest?: Said;
}
export interface DemoRounds {
  rounds: DemoRound[];
  offers: DemoOffer[];
  visits: DemoVisit[];
  /** Shops that asked for a visit and wait for it. */
  asking: string[];
}

const LAST: DemoRound = { key: 'last', number: 1, opens: -112, closes: -63, finished: -62 };
const CURRENT: DemoRound = { key: 'current', number: 2, opens: -17, closes: 13 };

const NOT_MET = 18;
/** Shops of the current round that wait to be offered a visit: four in each grid, more where volunteers are few. */
const WAITING: Record<number, number> = { 4: 9, 9: 9, 10: 9, 16: 9, 21: 14 };
const USUALLY_WAITING = 4;
/** The next shops of the volunteer's day as the pictures show it. */
const WAITING_IN_NINE = ['F1-068', 'F1-069', 'F1-070', 'F1-071', 'F1-074', 'F1-075', 'F1-077', 'F1-081', 'F1-082'];
const ASKING = ['F1-068', 'F1-070', 'F2-020', 'F3-035', 'B1-044'];
/** The demonstration's merchant said no last time, and finds on her record that only she sees it. */
const DECLINED = 'F1-067';
const VISITING = ['leader', 'manager', 'assistant', 'information'];

/** Who may visit which shop: somebody of its grid, never its own people, and no rival of the same trade in that grid. */
function visitorsOf(shops: readonly DemoShop[], people: DemoPeople): (shop: DemoShop) => string[] {
  const shopOf = new Map(shops.map((shop) => [shop.key, shop]));
  const own = new Map<string, DemoShop[]>();
  for (const { person, shop } of people.memberships) if (shop) own.set(person, [...(own.get(person) ?? []), shopOf.get(shop)!]);
  return (shop) => {
    const team = people.terms.filter(({ grid, role }) => grid === shop.grid && VISITING.includes(role)).map(({ person }) => person);
    const free = team.filter((person) => !own.get(person)?.some((mine) => mine.key === shop.key || (mine.trade === shop.trade && mine.grid === shop.grid)));
    return [...new Set(free)];
  };
}

function timeOf(half: 'am' | 'pm', random: Random): string {
  const hour = half === 'am' ? random.int(10, 11) : random.pick([12, 13, 16, 17, 18]);
  return `${hour}:${String(random.int(0, 11) * 5).padStart(2, '0')}`;
}

/** What a visit that took place leaves behind; most leave nothing but that it took place. */
function writeDown(visit: DemoVisit, author: DemoPerson, hasOwner: boolean, random: Random): DemoVisit {
  if (visit.outcome !== 'met' || !hasOwner) return visit;
  const words = visitWords();
  const { writes: language } = author;
  const said = (from: Localized): Said => ({ language, words: from[language] ?? '' });
  const recent = visit.day >= -6;
  if (recent && random.chance(0.2)) visit.needs = [random.pick(words.needs)].map(({ program, words: need }) => ({ program, ...said(need) }));
  if (visit.needs.length > 0 || random.chance(0.05)) {
    const due = visit.day + random.int(2, 7);
    visit.promises = [{ ...said(random.pick(words.promises)), due, kept: due < 0 && random.chance(0.85) }];
  }
  if (visit.day >= -28 && random.chance(0.04)) visit.note = { ...said(random.pick(words.notes)), agreed: random.chance(0.5) };
  visit.answer = random.chance(0.62) ? 'confirmed' : 'none';
  if (random.chance(0.02)) {
    visit.answer = random.pick(['corrected', 'contested'] as const);
    visit.contest = said(random.pick(words.answers));
  }
  return visit;
}

/** The visit that "My record" of the demonstration's merchant begins with: yesterday's, waiting for her answer. */
function yesterday(visit: DemoVisit): DemoVisit {
  return {
    ...visit,
    author: 'manager',
    day: -1,
    half: 'pm',
    time: '12:20',
    outcome: 'met',
    needs: [{ program: 'safety', language: 'ug', words: 'چىراغ پات-پات ئۆچۈپ قالىدۇ.' }],
    promises: [{ language: 'ug', words: 'توكچى كېلىپ قارايدۇ.', due: 1, kept: false }],
    note: { language: 'ug', words: 'سىمنى بىر تەكشۈرۈش كېرەك.', agreed: false },
    answer: 'none',
    contest: undefined,
  };
}

/** One finished round, in which every shop was offered its visit, and one half way. */
export function roundsOf(shops: readonly DemoShop[], people: DemoPeople, random: Random): DemoRounds {
  const visitorsFor = visitorsOf(shops, people);
  const personOf = new Map(people.persons.map((person) => [person.key, person]));
  const owned = new Set(people.memberships.flatMap(({ kind, shop }) => (kind === 'owner' && shop ? [shop] : [])));
  const made: DemoRounds = { rounds: [], offers: [], visits: [], asking: ASKING };

  const answerOf = (round: DemoRound, shop: string, met: boolean) => {
    if (round !== LAST || met || !owned.has(shop)) return undefined;
    if (shop === DECLINED) return 'no-thanks';
    return random.chance(0.4) ? random.pick(['not-now', 'no-thanks'] as const) : undefined;
  };
  const offer = (round: DemoRound, shop: DemoShop, met: boolean, [first, last]: [number, number]) => {
    const volunteer = random.pick(visitorsFor(shop));
    const half = random.chance(0.45) ? 'am' : 'pm';
    const day = random.int(first, last);
    const bare = { key: `${round.key}-${shop.key}`, round: round.key, shop: shop.key, author: volunteer, day, half, time: timeOf(half, random) } as const;
    const outcome: VisitOutcome = met ? 'met' : random.pick(['closed', 'not-met', 'not-met', 'postponed']);
    const visit = writeDown({ ...bare, outcome, needs: [], promises: [], answer: 'none' }, personOf.get(volunteer)!, owned.has(shop.key), random);
    const answer = answerOf(round, shop.key, met);
    if (answer) {
      made.offers.push({ round: round.key, shop: shop.key, day, half, met, answer });
      return;
    }
    const kept = round === CURRENT && shop.key === 'F1-067' ? yesterday(visit) : visit;
    made.visits.push(kept);
    made.offers.push({ round: round.key, shop: shop.key, volunteer: kept.author, day: kept.day, half: kept.half, met: kept.outcome === 'met' });
  };

  const others = random.shuffle(shops.filter(({ key }) => key !== DECLINED)).slice(1, NOT_MET);
  const declined = new Set([...others, ...shops.filter(({ key }) => key === DECLINED)]);
  for (const shop of shops) offer(LAST, shop, !declined.has(shop), [LAST.opens, LAST.closes]);
  made.rounds.push({ ...LAST, figures: { offered: shops.length, met: shops.length - NOT_MET } });

  for (const grid of new Set(shops.map((shop) => shop.grid))) {
    const here = shops.filter((shop) => shop.grid === grid);
    const waiting = new Set(grid === 9 ? WAITING_IN_NINE : waitingIn(here, WAITING[grid] ?? USUALLY_WAITING, random));
    for (const shop of here) if (!waiting.has(shop.key)) offer(CURRENT, shop, random.chance(0.93), [CURRENT.opens, -1]);
  }
  made.rounds.push(CURRENT);
  return made;
}

/** Shops that asked for a visit wait; the others of those that wait are drawn. */
function waitingIn(shops: readonly DemoShop[], count: number, random: Random): string[] {
  const keys = shops.map(({ key }) => key);
  const asking = keys.filter((key) => ASKING.includes(key));
  return [...asking, ...random.shuffle(keys.filter((key) => !asking.includes(key)))].slice(0, count);
}
