import { Attachments } from '#models/attachment.server.ts';
import { Partners } from '#models/partner.server.ts';
import { RequestParts } from '#models/request-part.server.ts';
import { RoleTerms } from '#models/account.server.ts';
import { MapImports } from '#models/map-import.server.ts';
import { ShopPairs } from '#models/shop-pair.server.ts';
import { Requests } from '#models/request.server.ts';
import { type Actor, type GridRole, partnersIn } from '#app/platform/actor.ts';
import { newId } from '#app/platform/ids.ts';
import type { Capacity } from '#app/platform/permissions.ts';
import { startSession } from '#app/platform/sessions.server.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { openIncident } from '#app/office/dispatch/commands.server.ts';
import { askLetter } from '#app/office/letters/commands.server.ts';
import { planOccasion } from '#app/booking/commands.server.ts';
import { addBackdrop } from '#app/mall/backdrops/commands.server.ts';
import { codesOf } from '#app/mall/codes/queries.server.ts';
import { checkFile } from '#app/mall/roster/import/checking.server.ts';
import { deliveriesUnderWay } from '#app/notices/delivering.server.ts';
import { sendNotice } from '#app/notices/sending.server.ts';
import { actOnRequest } from '#app/requests/acting.server.ts';
import { openRequest } from '#app/requests/commands.server.ts';
import { actOnParts } from '#app/requests/parts/commands.server.ts';
import { recordVisit } from '#app/visits/commands.server.ts';
import { proposeChange } from '#app/visits/questions/commands.server.ts';
import { printSheet } from '#app/visits/paper/commands.server.ts';
import { Releases } from '#models/release.server.ts';
import { startPlan } from '#app/mall/grids/commands.server.ts';
import { buildAccount, buildLevelHead, buildOfficer, buildOfficial, buildOperator, buildPartner, buildVolunteer } from '#tests/factories/account.ts';
import { buildMerchant } from '#tests/factories/place.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';

const FIVE: readonly GridRole[] = ['leader', 'manager', 'assistant', 'information', 'supervisor'];
export type Person = Capacity | 'nobody';

/** A mall with somebody in every capacity, and one of everything that has an address. */
export interface Side {
  made: MadeMall;
  actors: Record<Person, Actor>;
  /** Cookie headers of open sessions. */
  cookies: Record<Person, string>;
  /** A value for every parameter of an address, all of this mall. */
  params: Record<string, string>;
  /** The same for addresses of the office: what was passed on to it. */
  office: Record<string, string>;
  /** Ids for hidden fields of forms: `visit`, `round`, `request` … */
  ids: Record<string, string>;
}

/** A session of its own, for what ends the session that it comes with. With a second factor: officers get nowhere without. */
export async function cookieOf(account: string): Promise<string> {
  const { cookie } = await startSession(account, 'mine', undefined, new Date(), { strong: true });
  return cookie.split(';')[0] ?? '';
}

async function actorsOf(made: MadeMall, now: Date): Promise<Record<Person, Actor>> {
  const mall = made.mall._id;
  const five = await Promise.all(FIVE.map(async (role) => [role, await buildVolunteer(mall, made.grids[0]!, role, { now })] as const));
  return {
    ...(Object.fromEntries(five) as Record<GridRole, Actor>),
    merchant: made.shops[0]![0]!.owner,
    'level-head': await buildLevelHead(mall, made.level, made.grids, { now }),
    officer: await buildOfficer(mall, { now }),
    partner: await buildPartner(mall, newId(), { now }),
    official: await buildOfficial(made.office, { now }),
    operator: await buildOperator({ now }),
    nobody: { account: await buildAccount(), name: '', session: '', memberships: [] },
  };
}

/** A plan that was read and waits to be brought in. @returns its id */
async function mapImport(mall: string, by: string): Promise<string> {
  const _id = newId();
  const counts = { features: 0, buildings: 1, levels: 1, units: 2, lettable: 1, openings: 0, skipped: 0, mended: 0 };
  await MapImports.create({ _id, mall, by, role: 'officer', kind: 'quick', state: 'ready', options: {}, counts, levels: [], progress: { step: 'ready', done: 1, all: 1 }, touchedAt: new Date(), version: 1 });
  return _id;
}

/** @param now when it all was made; what happened in it follows within the hours after */
export async function buildSide(now: Date): Promise<Side> {
  registerPrograms();
  const made = await makeMall({ now, grids: 2, shops: 3 });
  const actors = await actorsOf(made, now);
  const cookies = Object.fromEntries(await Promise.all(Object.entries(actors).map(async ([person, { account }]) => [person, await cookieOf(account)])));
  const { mall } = made;
  const shop = made.shops[0]![0]!;
  const at = (actor: Actor, hours: number) => ({ mall, actor, now: new Date(now.getTime() + hours * 3600_000) });

  const visit = { clientId: newId(), outcome: 'met', language: 'zh', note: '', carbon: true, needs: [{ program: 'safety', words: '灯坏了' }], promises: [] } as const;
  const recorded = await recordVisit(at(actors.manager, 1), shop.merchant, { ...visit, needs: [...visit.needs], promises: [] }, '0'.repeat(12));
  const wish = { account: actors.merchant.account, role: 'merchant', merchant: shop.merchant, kind: 'borrow', words: { language: 'ug', words: 'شوتا كېرەك' }, channel: 'ask' } as const;
  const picture = () => ({ kind: 'image' as const, type: 'image/webp', bytes: Buffer.from('picture') });
  const opened = await openRequest(at(actors.merchant, 2), { ...wish, files: [picture()] });
  const passed = await openRequest(at(actors.merchant, 3), { ...wish, files: [picture()] });
  await actOnRequest(at(actors.manager, 4), opened.number, { command: { type: 'takeOn', doing: false } });
  const partner = partnersIn(actors.partner, mall._id)[0] ?? '';
  await Partners.create({ _id: partner, mall: mall._id, kind: 'property', names: { zh: '物业' } });
  await actOnParts(at(actors.manager, 4), opened.number, { intent: 'give', to: `partner:${partner}`, limit: '5d', evidence: undefined, words: undefined }, { language: 'zh', words: '换灯管' }, [picture()]);
  const task = (await RequestParts.findOne({ mall: mall._id, number: opened.number }, { _id: 1 }).lean())?._id ?? '';
  const fileOf = async (id: string) => (await Requests.findOne({ mall: mall._id, _id: id }, { attachments: 1 }).lean())?.attachments[0] ?? '';
  // The picture that went with the part: its partner may see it, and nobody’s but that.
  const file = (await Attachments.findOne({ mall: mall._id, readers: `part:${task}` }, { _id: 1 }).lean())?._id ?? '';
  const passedFile = await fileOf(passed.id);
  await actOnRequest(at(actors.merchant, 4), passed.number, { command: { type: 'passOn', office: made.office, parts: ['words', passedFile], purpose: 'building' } });
  const notice = await sendNotice(at(actors.officer, 5), { class: 'information', to: ['mall'], original: 'zh', title: { zh: '周五停水' }, body: {} }, { files: { voices: {}, pictures: [picture()] } });
  const attached = (await Attachments.findOne({ mall: mall._id, readers: `notice:${notice}` }, { _id: 1 }).lean())?._id ?? '';

  // An emergency is walked at once.
  const walked = await sendNotice(at(actors.officer, 5), { class: 'emergency', to: ['mall'], original: 'zh', emergency: 'fire', added: {} });
  await deliveriesUnderWay();

  const [one = '', other = ''] = made.shops[0]!.slice(1).map(({ merchant }) => merchant).sort();
  const pair = newId();
  await ShopPairs.create({ _id: pair, mall: mall._id, one, other, why: 'same-name', state: 'open', noticedAt: now });
  const letter = await askLetter(at(actors.merchant, 5), { to: 'office', words: { language: 'zh', words: '在哪里开证明？' }, open: 'on', signed: 'nobody' });
  const incident = await openIncident(at(actors.official, 5), `office:${made.office}`, { kind: 'water', what: '水管爆裂', language: 'zh', grids: made.grids, tasks: [{ row: 1, words: '关总阀', minutes: 60, grids: made.grids }] });
  const boxed = await askLetter(at(actors.merchant, 5), { to: 'council', words: { language: 'zh', words: '能旁听吗？' }, open: undefined, signed: 'nobody' });
  const soon = new Date(Date.now() + 48 * 3600_000).toISOString().slice(0, 10);
  const occasion = await planOccasion(at(actors.officer, 5), { program: 'training', names: { zh: '课程' }, about: {}, room: undefined, day: soon, from: '16:00', until: '17:00', places: 2, waitingPlaces: 2 });
  const asked = newId();
  const proposal = await proposeChange(at(actors.officer, 5), { kind: 'add', proposal: asked, question: asked, about: 'booth', words: { zh: '铺位的灯够亮吗？' }, why: { zh: '有几家说暗' } });
  await Releases.create([{ mall: mall._id, number: 1, cutAt: new Date('2026-03-11T05:00:00Z'), tables: { cells: {}, round: null, week: '2026-03-09' }, exact: {} }]);
  const plan = await startPlan(at(actors.officer, 5), { way: 'hand' });
  await addBackdrop(at(actors.officer, 5), made.level, { bytes: Buffer.from('picture'), width: 40, height: 30 });
  const term = (await RoleTerms.findOne({ mall: mall._id, account: actors.manager.account }, { _id: 1 }).lean())?._id ?? '';
  const sheet = await checkFile(at(actors.officer, 6), Buffer.from('booth,shop name\nX-1,Nobody'), 'en');
  const paper = await printSheet(at(actors.manager, 6));
  const quiet = await buildMerchant(mall._id, { level: made.level, grid: made.grids[0]!, number: 'X-97' });
  const carbon = await recordVisit(at(actors.manager, 6), quiet.merchant, { clientId: newId(), outcome: 'met', language: 'zh', note: '', carbon: true, needs: [], promises: [] });
  const params = { mall: mall.slug, span: 'week-2026-03-09', letter, boxed, incident, day: '2026-03-11', round: made.round, pair, plan, proposal, occasion, sheet, paper, carbon: carbon.visit, office: made.office, merchant: shop.merchant, number: opened.number, task, notice, attached, walked, file, unit: shop.unit, grid: made.grids[0]!, level: made.level, term, part: shop.merchant, visit: recorded.visit, program: 'mutual-aid', import: await mapImport(mall._id, actors.officer.account), code: (await codesOf(mall, [shop.unit])).get(shop.unit) ?? '' };
  const ids = { visit: recorded.visit, round: made.round, merchant: shop.merchant, notice, request: opened.id, number: opened.number, office: made.office, grid: made.grids[0]!, unit: shop.unit };
  return { made, actors, cookies: cookies as Record<Person, string>, params, office: { number: passed.number, file: passedFile }, ids };
}
