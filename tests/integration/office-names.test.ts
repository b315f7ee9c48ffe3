import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from '#models/account.server.ts';
import { Merchants } from '#models/merchant.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { actOnIncident, openIncident } from '#app/office/dispatch/commands.server.ts';
import { getIncident } from '#app/office/dispatch/queries.server.ts';
import { answerLetter, askLetter } from '#app/office/letters/commands.server.ts';
import { cutRelease } from '#app/office/releases.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { randomOf } from '#app/demo/random.ts';
import { buildOfficer, buildOfficial, buildVolunteer } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { call, houseRoutes } from './house-routes.ts';
import { cookieOf } from './world.ts';

/** Pages of an office, and what everybody reads of it; files hold the same figures as their pages. */
const PAGES = (await houseRoutes()).filter(({ pattern, file, loader }) => loader && !/xlsx|pdf|:file/.test(pattern) && (pattern.startsWith('office/') || /what-the-office-sees|letters\/published/.test(file)));
const SHOPS = 6;
const KINDS = ['borrow', 'repair', 'defect', 'hazard', 'hygiene-help', 'mediation'] as const;
const ago = (hours: number) => new Date(Date.now() - hours * 3600_000);

interface Person {
  actor: Actor;
  merchant: string;
  unit: string;
  /** What nobody of an office may read of her unless she sent it. */
  secrets: { person: string; sign: string; booth: string };
}
let made: MadeMall;
let people: Person[];
let official: Actor;
let officer: Actor;
let manager: Actor;

beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
  made = await makeMall({ now: ago(500), grids: 1, shops: SHOPS });
  people = await Promise.all(
    made.shops[0]!.map(async ({ owner, merchant, unit, number }, at): Promise<Person> => {
      const secrets = { person: `PERSON-${at}-NAME`, sign: `SIGN-${at}-NAME`, booth: number };
      await Merchants.updateOne({ mall: made.mall._id, _id: merchant }, { $set: { names: { zh: secrets.sign, en: secrets.sign } } });
      await Accounts.updateOne({ _id: owner.account }, { $set: { names: { zh: secrets.person, en: secrets.person } } });
      return { actor: owner, merchant, unit, secrets };
    }),
  );
  official = await buildOfficial(made.office, { now: ago(500) });
  officer = await buildOfficer(made.mall._id, { now: ago(500) });
  manager = await buildVolunteer(made.mall._id, made.grids[0]!, 'manager', { now: ago(500) });
});

/** What happens in a mall, drawn by lot; `sent` is every secret that its owner sent to the office herself. */
async function live(seed: number) {
  const random = randomOf(seed, 'office-names');
  const sent = new Set<string>();
  const secrets = people.flatMap(({ actor, merchant, secrets: own }) => [actor.account, merchant, ...Object.values(own)]);
  const known = { requests: [] as string[], letters: [] as string[], incidents: [] as string[] };
  const doing = (actor: Actor, hours: number) => ({ mall: made.mall, actor, now: ago(hours) });
  let count = 0;
  const say = () => {
    const words = `WORDS-${seed}-${(count += 1)}-END`;
    secrets.push(words);
    return words;
  };

  async function request({ actor, merchant, unit }: Person) {
    const words = say();
    const kind = random.pick(KINDS);
    const asked = { account: actor.account, role: 'merchant', merchant, unit, kind, words: { language: 'zh', words }, confidential: random.chance(0.2), channel: 'ask' } as const;
    const { number } = await openRequest(doing(actor, 300), asked);
    if (kind === 'mediation') return;
    if (random.chance(0.5) && !asked.confidential && kind !== 'hygiene-help') await actOnRequest(doing(manager, 280), number, { command: { type: 'takeOn', doing: false } }).catch(() => undefined);
    if (!random.chance(0.6)) return;
    const parts = random.chance(0.6) ? ['words'] : ['thread'];
    const passed = await actOnRequest(doing(actor, 200), number, { command: { type: 'passOn', office: made.office, parts, purpose: 'building' } }).then(() => true, () => false);
    if (!passed) return;
    known.requests.push(number);
    if (random.chance(0.3)) await actOnRequest(doing(actor, 190), number, { command: { type: 'takeBack' } });
    else if (parts.includes('words')) sent.add(words);
  }

  async function letter({ actor, merchant, secrets: own }: Person) {
    const words = say();
    const [to, signed] = [random.pick(['office', 'council'] as const), random.pick(['nobody', 'name', merchant] as const)];
    const open = random.chance(0.5) ? ('on' as const) : undefined;
    const id = await askLetter(doing(actor, 150), { to, open, signed, words: { language: 'zh', words } });
    known.letters.push(id);
    const answered = random.chance(0.5);
    const reply = { act: 'answer', original: 'zh', 'answer-zh': 'REPLY', keepClosed: random.chance(0.3) ? 'on' : undefined } as never;
    if (answered) await answerLetter(doing(to === 'office' ? official : officer, 100), id, reply);
    const isPublic = answered && open && !(reply as { keepClosed?: string }).keepClosed;
    if (to === 'council' && !isPublic) return;
    sent.add(words);
    if (signed === 'name') sent.add(own.person);
    if (signed === merchant) [own.sign, own.booth].forEach((told) => sent.add(told));
  }

  async function incident() {
    const { mall, office, grids } = made;
    const id = await openIncident(doing(official, 90), `office:${office}`, { kind: 'water', what: 'LEAK', language: 'zh', grids, tasks: [{ row: 1, words: 'TASK', minutes: 60, grids }] });
    known.incidents.push(id);
    const offer = (await getIncident(official, mall, id, ago(90))).tasks[0]?.offers[0]?.id ?? '';
    // The manager’s own words may name nobody: an attempt that does is refused, and reaches no official.
    const named = random.pick(people).secrets.sign;
    await actOnIncident(doing(manager, 89), id, { act: 'decline', offer, reason: named }, 'zh').catch(() => undefined);
    await actOnIncident(doing(manager, 88), id, random.chance(0.5) ? { act: 'accept', offer } : { act: 'decline', offer, reason: 'NOBODY-FREE' }, 'zh');
  }

  secrets.push(manager.account);
  await incident();
  for (const person of people) for (let times = 0; times < 2; times += 1) await (random.chance(0.6) ? request(person) : letter(person));
  await cutRelease(made.mall, ago(1), 0);
  return { secrets, sent, known };
}

/** Everything that an official can make the house answer. */
async function everything({ known }: Awaited<ReturnType<typeof live>>): Promise<string> {
  const cookie = await cookieOf(official.account);
  const out: unknown[] = [];
  for (const route of PAGES) {
    const numbers = route.pattern.includes(':number') ? known.requests : [''];
    const letters = route.pattern.includes(':letter') ? known.letters : [''];
    const incident = known.incidents[0] ?? '';
    // A search says back what was searched: it is asked for words alone that aren't a secret.
    const queries = route.file.endsWith('office/search.tsx') ? ['?q=WORDS', '?q=SIGN', '?q=PERSON', '?q=F1'] : [''];
    for (const number of numbers) for (const letter of letters) for (const query of queries) out.push(await call(route.loader!, { ...route, params: { office: made.office, mall: made.mall.slug, number, letter, incident, round: made.round }, cookie, query }));
  }
  return JSON.stringify(out);
}

describe('RIGHTS: no merchant’s name reaches an official to whom it wasn’t sent', () => {
  it('looks at all pages of an office', () => {
    expect(PAGES.map(({ file }) => file)).toEqual(expect.arrayContaining(['office/desk.tsx', 'office/search.tsx', 'office/passed-on.tsx', 'office/warnings/office-page.tsx', 'office/letters/office-letter.tsx', 'office/dispatch/office-incident.tsx', 'office/report/office.tsx']));
  });

  it.each([1, 2, 3, 4, 5, 6])('in a mall drawn by lot (%i)', async (seed) => {
    const frames: LiveEvent[] = [];
    const stop = onEvent((event) => event.rooms.includes(`office:${made.office}`) && void frames.push(event));
    const lived = await live(seed);
    stop();
    const { secrets, sent } = lived;
    const seen = `${await everything(lived)}${JSON.stringify(frames.map(({ type, id, version }) => ({ type, id, version })))}`;
    expect(secrets.filter((secret) => !sent.has(secret) && seen.includes(secret))).toEqual([]);
    // The test would prove nothing if nothing came through.
    expect([...sent].filter((words) => words.startsWith('WORDS') && !seen.includes(words))).toEqual([]);
  });
});
