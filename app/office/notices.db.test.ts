import { afterEach, beforeEach, expect, it } from 'vitest';
import { Deliveries } from '#models/notice.server.ts';
import { deliveriesUnderWay } from '#app/notices/delivering.server.ts';
import { withdrawNotice } from '#app/notices/commands.server.ts';
import { getNotice, listSent } from '#app/notices/queries.server.ts';
import type { Actor } from '#app/platform/actor.ts';
import { buildOfficer, buildOfficial } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { sendFromOffice } from './notices.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
const words = { class: 'information' as const, to: ['grid:foreign'], original: 'zh' as const, title: { zh: '疫苗接种' }, body: {} };
let made: MadeMall;
let official: Actor;
const codeOf = (work: Promise<unknown>) => work.then(() => 200, (error: unknown) => (error as Response).status);

beforeEach(async () => {
  made = await makeMall({ now, grids: 1, shops: 2 });
  official = await buildOfficial(made.office, { now });
});
afterEach(deliveriesUnderWay);

it('an official tells the whole mall, shown as from the office, sees sums, and takes it back; the association doesn’t', async () => {
  const officer = await buildOfficer(made.mall._id, { now });
  const id = await sendFromOffice({ mall: made.mall, actor: official, now }, words);
  await deliveriesUnderWay();
  expect(await Deliveries.countDocuments({ mall: made.mall._id, notice: id })).toBe(3);
  const owner = made.shops[0]?.[0]?.owner as Actor;
  expect(await getNotice({ mall: made.mall._id, actor: owner, language: 'zh', now }, id)).toMatchObject({ role: 'office', receivers: { kind: 'mall' } });
  const { notices } = await listSent({ mall: made.mall._id, actor: official, language: 'zh', now });
  expect(notices.map(({ id: one, sums }) => [one, sums.accounts])).toEqual([[id, 3]]);
  expect(await codeOf(withdrawNotice({ mall: made.mall, actor: officer, now }, id, { reason: '-', language: 'zh' }))).toBe(404);
  expect(await codeOf(withdrawNotice({ mall: made.mall, actor: official, now }, id, { reason: '改期', language: 'zh' }))).toBe(200);
});

it('asks for no answer, and an office that isn’t over the mall, or an officer, tells nobody here', async () => {
  const must = { class: 'must-acknowledge' as const, to: ['mall'], original: 'zh' as const, fixed: 'water' as const, day: '2026-03-15', from: '10:00', until: '11:00', added: {} };
  expect(await codeOf(sendFromOffice({ mall: made.mall, actor: official, now }, must))).toBe(404);
  const elsewhere = await buildOfficial('another-office', { now });
  expect(await codeOf(sendFromOffice({ mall: made.mall, actor: elsewhere, now }, words))).toBe(404);
  expect(await codeOf(sendFromOffice({ mall: made.mall, actor: await buildOfficer(made.mall._id, { now }), now }, words))).toBe(404);
});
