import { COURSES, type Doer, type Step } from './courses.ts';
import type { DemoPeople, DemoPerson } from './people.ts';
import type { Random } from './random.ts';
import type { Said } from './rounds.ts';
import type { DemoShop } from './shops.ts';
import { ASKS } from './words/asks.ts';
import { type CaseWord, caseWords } from './words/case-words.ts';

export interface DemoWords extends Said {
  translated?: Said & { by: string };
}
export interface DemoStep {
  by: string;
  after: number;
  command: Exclude<Step['command'], { type: 'assign' }> | { type: 'assign'; account: string };
  words?: DemoWords;
}
/** A request before it is played: who asks what, and what then happened. Persons and shops by their keys. */
export interface DemoRequest {
  key: string;
  kind: string;
  /** What its kind asks for, as far as it was said. */
  facts?: Record<string, string>;
  course: string;
  channel: 'ask' | 'visit' | 'desk';
  requester: string;
  shop: string;
  grid: number;
  words: DemoWords;
  steps: DemoStep[];
  /** Working minutes since the last step. */
  rests: number;
  /** Six digits of its number, and whether its words are open to be translated for somebody. */
  digits: string;
  wanted?: { language: string; by: string };
}

/** Stands for the other side of a matter between two. */
export const OTHER_SIDE = 'other-side';

/** The usual last words by kind; others say that it is done. */
const DONE: Record<string, CaseWord> = { borrow: 'lent', cleaning: 'cleaned', hazard: 'cleaned' };

/** Courses that are under way in time; a hazard leaves less of it than others. */
const ALIVE = ['taken-on', 'in-progress', 'handed-up'];

interface Cast {
  asker(where: string, language: string): DemoShop;
  of(doer: Doer, kind: string, grid: number, requester: string): DemoPerson;
  translator(grid: number, language: string): DemoPerson | undefined;
}

function castOf(shops: readonly DemoShop[], people: DemoPeople, random: Random): Cast {
  const persons = new Map(people.persons.map((person) => [person.key, person]));
  const volunteers = new Set(people.terms.map(({ person }) => person));
  const owners = new Map(people.memberships.flatMap(({ person, kind, shop }) => (kind === 'owner' && shop ? [[shop, persons.get(person)!] as const] : [])));
  const asked = new Set<string>();
  const inGrid = (grid: number) => people.terms.filter((term) => term.grid === grid).map(({ person, role }) => ({ person: persons.get(person)!, role }));
  return {
    asker(where, language) {
      const at = shops.filter((shop) => shop.key === where || where === '0' || shop.grid === Number(where));
      const free = at.filter(({ key }) => owners.has(key) && (key === where || (!asked.has(key) && !volunteers.has(owners.get(key)!.key) && !owners.get(key)!.signsIn)));
      const fluent = free.filter(({ key }) => owners.get(key)!.writes === language);
      const shop = random.pick(fluent.length > 0 ? fluent : free);
      asked.add(shop.key);
      return shop;
    },
    of(doer, kind, grid, requester) {
      if (doer === 'requester') return persons.get(requester)!;
      if (doer === 'official') return persons.get('official')!;
      // Nobody of the mall: whoever has the code.
      if (doer === 'other') return { ...persons.get(requester)!, key: OTHER_SIDE };
      if (doer === 'lead' && kind === 'mediation') return persons.get('lead')!;
      if (doer === 'council' || doer === 'lead') return persons.get(`${doer}-${(grid % 4) + 1}`)!;
      return inGrid(grid).find(({ role }) => role === doer)!.person;
    },
    translator: (grid, language) => inGrid(grid).find(({ person }) => person.translates.includes(language as never) && person.translates.includes('zh'))?.person,
  };
}

/** Requests of every stage in all eight programs, with who does what. */
export function requestsOf(shops: readonly DemoShop[], people: DemoPeople, random: Random): DemoRequest[] {
  const cast = castOf(shops, people, random);
  const usual = caseWords();
  return ASKS.trim()
    .split('\n')
    .map((line, i): DemoRequest => {
      const [where = '', asked = '', course = '', language = '', words = '', chinese] = line.split(';');
      const [kind = '', facts] = asked.split('?');
      const shop = cast.asker(where, language);
      const requester = people.memberships.find((one) => one.kind === 'owner' && one.shop === shop.key)!.person;
      const person = (doer: Doer) => cast.of(doer, kind, shop.grid, requester);
      const translator = chinese ? cast.translator(shop.grid, language) : undefined;
      const { steps, rests } = COURSES[course] ?? { steps: [], rests: [0, 0] as [number, number] };
      return {
        key: `request-${i + 1}`,
        kind,
        facts: facts ? Object.fromEntries(new URLSearchParams(facts)) : undefined,
        course,
        channel: random.weighted([['ask', 80], ['desk', 12], ['visit', 8]]),
        requester,
        shop: shop.key,
        grid: shop.grid,
        words: { language, words, translated: chinese && translator ? { by: translator.key, language: 'zh', words: chinese } : undefined },
        steps: steps.map((step) => stepOf(step, kind, person, usual)),
        rests: Math.min(random.int(...rests), kind === 'hazard' && ALIVE.includes(course) ? 150 : Infinity),
        digits: i === 0 ? '048217' : String(random.int(100_000, 999_999)),
        wanted: where === '9' && language === 'kk' && course === 'received' ? { language: 'zh', by: 'leader' } : undefined,
      };
    });
}

function stepOf({ by, after, command, says }: Step, kind: string, person: (doer: Doer) => DemoPerson, usual: ReturnType<typeof caseWords>): DemoStep {
  const speaker = person(by);
  const assigned = command.type === 'assign' ? { type: 'assign' as const, account: person(command.to).key } : (command as DemoStep['command']);
  return { by: speaker.key, after, command: assigned, words: wordsFor(says, kind, speaker, person, usual) };
}

function wordsFor(says: Step['says'], kind: string, speaker: DemoPerson, person: (doer: Doer) => DemoPerson, usual: ReturnType<typeof caseWords>): DemoWords | undefined {
  if (says === undefined) return undefined;
  if (typeof says === 'object') return { ...says, translated: says.translated && { ...says.translated, by: person(says.translated.by).key } };
  const lines = usual[says === 'done' ? (DONE[kind] ?? 'done') : says];
  const language = lines[speaker.writes] ? speaker.writes : 'zh';
  return { language, words: lines[language] ?? '' };
}
