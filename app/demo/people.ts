import type { GridRole, OfficerPost } from '#app/platform/actor.ts';
import type { ContentLanguage, Localized } from '#models/mall.server.ts';
import type { Random } from './random.ts';
import type { DemoShop } from './shops.ts';
import { inventPeople, type Invented } from './words/people.ts';
import { wordsOf } from './words/table.ts';

export interface DemoPerson {
  key: string;
  userName: string;
  names: Localized;
  /** Set for the accounts that sign in with the demonstration's password, and for them only. */
  language?: string;
  translates: ContentLanguage[];
  /** What the person writes in; for inventing words, stored nowhere. */
  writes: ContentLanguage;
  signsIn: boolean;
}
export interface DemoMembership {
  person: string;
  kind: 'owner' | 'staff' | 'officer' | 'partner' | 'official' | 'operator';
  shop?: string;
  post?: OfficerPost;
  partner?: string;
}
export interface DemoTerm {
  person: string;
  grid: number;
  role: GridRole;
  /** Days from today: a past and a coming one. */
  from: number;
  to: number;
  byShops: boolean;
  phone?: string;
}
/** A level head's term; days from today. */
export interface DemoHead {
  person: string;
  level: string;
  from: number;
  to: number;
}
/** How a volunteer may be reached; `until` ends her hours, which begin at ten. */
export interface DemoReach {
  person: string;
  phone: string;
  phoneTo: 'grid' | 'mall' | 'anyone';
  nameTo: 'mall' | 'anyone';
  until?: string;
}
export interface DemoPeople {
  persons: DemoPerson[];
  memberships: DemoMembership[];
  terms: DemoTerm[];
  heads: DemoHead[];
  reaches: DemoReach[];
}

/** User name | language | languages offered to translate | name in five. */
const DEMO_ACCOUNTS = `
merchant;ug;ug,zh;阿娜尔古丽·艾山|ئانارگۈل ھەسەن|Анаргүл Хасан|Анаргуль Хасан|Anargul Hesen
merchant2;ru;ru,kk;奥莉加·索科洛娃|ئولگا سوكولوۋا|Ольга Соколова|Ольга Соколова|Olga Sokolova
leader;zh;;王秀兰|ۋاڭ شيۇلەن|Ван Сюлань|Ван Сюлань|Wang Xiulan
manager;zh;ug,zh;热娜·吐尔逊|رەنا تۇرسۇن|Рена Тұрсын|Рена Турсун|Rena Tursun
assistant;kk;kk,zh,ru;叶尔兰·哈里木|يېرلان خالىم|Ерлан Халим|Ерлан Халим|Yerlan Halim
information;zh;;马晓梅|ما شياۋمېي|Ма Сяомэй|Ма Сяомэй|Ma Xiaomei
supervisor;ug;ug,zh;马晓红|ما شياۋخۇڭ|Ма Сяохун|Ма Сяохун|Ma Xiaohong
officer;zh;;李伟|لى ۋېي|Ли Вэй|Ли Вэй|Li Wei
lead;ug;ug,zh;米娜瓦尔·艾则孜|مىناۋەر ئەزىز|Минауар Әзиз|Минавар Азиз|Minawer Eziz
official;ru;;玛丽娜·谢尔盖耶娃|مارىنا سېرگېيېۋا|Марина Сергеева|Марина Сергеева|Marina Sergeeva
partner;zh;;赵志强|جاۋ جىچياڭ|Чжао Чжицян|Чжао Чжицян|Zhao Zhiqiang
operator;en;;周文斌|جۇ ۋېنبىن|Чжоу Вэньбинь|Чжоу Вэньбинь|Zhou Wenbin`;

/** Shops of the people who sign in; the other four roles of grid 9 have none. */
const OWN_SHOPS: Record<string, string> = { merchant: 'F1-067', merchant2: 'F2-048', leader: 'F1-072', manager: 'F1-073', assistant: 'F1-076', supervisor: 'F1-012' };

/** Grids where one person is both manager and assistant: there are never enough volunteers. */
const SHORT_OF_HANDS = [5, 12, 19, 23];
const GRIDS = Array.from({ length: 24 }, (_, i) => i + 1);
const DEMO_GRID = 9;

function demoAccounts(): DemoPerson[] {
  return DEMO_ACCOUNTS.trim()
    .split('\n')
    .map((line) => {
      const [userName = '', language, translates = '', names = ''] = line.split(';');
      const offered = translates.split(',').filter(Boolean) as ContentLanguage[];
      const writes = (language === 'en' ? 'zh' : language) as ContentLanguage;
      return { key: userName, userName, language, translates: offered, writes, names: wordsOf(names), signsIn: true };
    });
}

/** Owners for nine shops in ten, staff for three in ten: the others are reached on foot. */
function staffShops(shops: readonly DemoShop[], invent: () => Invented, random: Random): DemoPeople {
  const made: DemoPeople = { persons: demoAccounts(), memberships: [], terms: [], heads: [], reaches: [] };
  const join = (shop: string, kind: 'owner' | 'staff') => {
    const { names, speaks } = invent();
    const key = `${kind}-${shop}`;
    made.persons.push({ key, userName: `${kind}.${shop.toLowerCase()}`, names, translates: speaks.length > 1 && random.chance(0.12) ? speaks : [], writes: speaks[0] ?? 'zh', signsIn: false });
    made.memberships.push({ person: key, kind, shop });
  };
  const owned = new Map(Object.entries(OWN_SHOPS).map(([person, shop]) => [shop, person]));
  for (const { key } of shops) {
    const owner = owned.get(key);
    if (owner) made.memberships.push({ person: owner, kind: 'owner', shop: key });
    else if (random.chance(0.91)) join(key, 'owner');
    else continue;
    if (random.chance(0.3)) join(key, 'staff');
  }
  return made;
}

interface Crew {
  /** Owners of a grid's shops, each trade once, so that colleagues can visit one another. */
  ownersIn(grid: number): string[];
  volunteer(key: string): string;
}

function crewOf(made: DemoPeople, shops: readonly DemoShop[], invent: () => Invented, random: Random): Crew {
  const shopOf = new Map(shops.map((shop) => [shop.key, shop]));
  return {
    ownersIn(grid) {
      const owners = made.memberships.filter(({ person, kind, shop }) => kind === 'owner' && shopOf.get(shop ?? '')?.grid === grid && person.startsWith('owner-'));
      const trades = new Set<string>();
      return random.shuffle(owners).flatMap(({ person, shop }) => {
        const trade = shopOf.get(shop ?? '')?.trade ?? '';
        if (trades.has(trade)) return [];
        trades.add(trade);
        return [person];
      });
    },
    volunteer(key) {
      const { names, speaks } = invent();
      made.persons.push({ key, userName: key, names, translates: speaks.length > 1 ? speaks : [], writes: speaks[0] ?? 'zh', signsIn: false });
      return key;
    },
  };
}

/** Fills the five roles of every grid: 80 people, of whom some hold two roles or serve several grids; none watches her own work. */
function appoint(made: DemoPeople, crew: Crew, random: Random): void {
  const term = (person: string, grid: number, role: GridRole) => {
    const from = -random.int(60, 500);
    made.terms.push({ person, grid, role, from, to: from + 730, byShops: random.chance(0.6), phone: random.chance(0.55) ? `154 0001 ${String(1_001 + made.terms.length)}` : undefined });
  };
  for (const grid of GRIDS) {
    const owners = crew.ownersIn(grid);
    const next = (role: string) => owners.shift() ?? crew.volunteer(`${role}-${grid}`);
    const demo = grid === DEMO_GRID;
    const manager = demo ? 'manager' : next('manager');
    term(demo ? 'leader' : next('leader'), grid, 'leader');
    term(manager, grid, 'manager');
    if (demo) term('assistant', grid, 'assistant');
    else term(SHORT_OF_HANDS.includes(grid) ? manager : next('assistant'), grid, 'assistant');
  }
  for (let first = 1; first <= 21; first += 4) {
    const demo = first === DEMO_GRID;
    const information = demo ? 'information' : crew.volunteer(`information-${first}`);
    const supervisor = demo ? 'supervisor' : crew.volunteer(`supervisor-${first}`);
    for (let grid = first; grid < first + 4; grid += 1) {
      term(information, grid, 'information');
      term(supervisor, grid, 'supervisor');
    }
  }
}

/** Each volunteer who gave a number, once; most show it to their own grid only. */
function reachesOf(terms: readonly DemoTerm[]): DemoReach[] {
  const given = new Map(terms.flatMap(({ person, phone }) => (phone ? [[person, phone] as const] : [])));
  const shown = (index: number): Pick<DemoReach, 'phoneTo' | 'nameTo' | 'until'> => {
    if (index % 7 === 0) return { phoneTo: 'anyone', nameTo: 'anyone' };
    return index % 3 === 0 ? { phoneTo: 'mall', nameTo: 'anyone', until: '19:30' } : { phoneTo: 'grid', nameTo: 'mall', until: '20:00' };
  };
  return [...given].map(([person, phone], index) => ({ person, phone, ...shown(index) }));
}

/** Everybody in the mall, at the office and with the partner. */
export function peopleOf(shops: readonly DemoShop[], random: Random): DemoPeople {
  const invent = inventPeople(random, demoAccounts().map(({ names }) => names.zh ?? ''));
  const made = staffShops(shops, invent, random);
  const crew = crewOf(made, shops, invent, random);
  appoint(made, crew, random);
  made.heads.push({ person: 'leader', level: 'F1', from: -90, to: 640 });
  made.reaches = reachesOf(made.terms);
  made.memberships.push(
    { person: 'officer', kind: 'officer', post: 'secretary' },
    { person: 'lead', kind: 'officer', post: 'lead' },
    { person: 'partner', kind: 'partner', partner: 'property-management' },
    { person: 'official', kind: 'official' },
    { person: 'operator', kind: 'operator' },
  );
  for (const [post, count] of [['council', 5], ['lead', 4]] as const) {
    for (let i = 1; i <= count; i += 1) made.memberships.push({ person: crew.volunteer(`${post}-${i}`), kind: 'officer', post });
  }
  return made;
}
