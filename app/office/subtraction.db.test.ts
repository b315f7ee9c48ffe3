import { beforeEach, describe, expect, it } from 'vitest';
import { AuditEvents } from '#models/audit.server.ts';
import { RequestEvents, Requests } from '#models/request.server.ts';
import { Offers, Visits } from '#models/visit.server.ts';
import { randomOf } from '#app/demo/random.ts';
import { type LiveEvent, onEvent } from '#app/platform/events.server.ts';
import { newId } from '#app/platform/ids.ts';
import { registerPrograms } from '#app/programs/register.server.ts';
import { buildOfficial } from '#tests/factories/account.ts';
import { type MadeMall, makeMall } from '#tests/factories/mall.ts';
import { call, houseRoutes } from '#tests/integration/house-routes.ts';
import { partsOf } from '#tests/factories/workbook.ts';
import { cookieOf } from '#tests/integration/world.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { cutRelease } from './releases.server.ts';
import { listPacks } from './pack/queries.server.ts';
import { spanKey } from './pack/span.ts';

/** Every page and sheet that is made of releases; PDFs are set from the same papers. */
const FILES = /office\/(tree|analysis\/office-analysis|analysis\/office-file|pack\/office-list|pack\/office-pack|pack\/office-file|report\/office|report\/office-file)\.tsx?$/;
const ROUTES = (await houseRoutes()).filter(({ file, pattern, loader }) => loader && FILES.test(file) && !pattern.endsWith('.pdf'));
const WEEKS = 6;
const now = Date.now();
const ago = (days: number) => new Date(now - days * 86_400_000);
/** Shops of the last grid: what four of them do is what an attacker is after. */
const FEW = 4;

beforeEach(async () => {
  await emptyDatabase();
  registerPrograms();
});

async function offer({ mall, round, grids, shops }: MadeMall, grid: number, from: number, to: number, at: Date) {
  const row = { mall: mall._id, round, grid: grids[grid], day: '2026-03-11', half: 'am', met: true, createdAt: at, updatedAt: at };
  await Offers.insertMany(shops[grid]!.slice(from, to).map(({ merchant }) => ({ ...row, _id: newId(), merchant })));
}
async function ask({ mall, shops }: MadeMall, grid: number, shop: number, program: string, stages: readonly string[], day: number) {
  const { merchant, owner } = shops[grid]![shop]!;
  const [_id, openedAt] = [newId(), ago(day)];
  const row = { mall: mall._id, number: `TS-2026-${_id.slice(-7)}`, codeHash: '-', program, kind: 'unsorted', ladder: 'grid', rung: 'manager', about: 'own', confidential: false, channel: 'ask', holder: { kind: 'council' }, version: 1 } as const;
  await Requests.create({ ...row, _id, requester: owner.account, merchant, stage: stages.at(-1) ?? '', openedAt });
  const event = (stage: string, at: number) => ({ mall: mall._id, request: _id, seq: at + 1, at: ago(day - at), type: at === 0 ? 'asked' : 'started', actor: at === 0 ? owner.account : 'helper', role: '-', facts: { stage, program } }) as const;
  await RequestEvents.insertMany(stages.map((stage, at) => ({ ...event(stage, at), _id: newId() })) as never[]);
}

/** What goes on for all to see in steps of five or more; with `few`, also what four shops of the last grid do. */
async function live(made: MadeMall, seed: number, few: boolean) {
  const [all, own] = [randomOf(seed, 'all'), randomOf(seed, 'few')];
  for (let week = WEEKS; week > 0; week -= 1) {
    const day = week * 7;
    const from = all.int(0, 6);
    if (all.chance(0.6)) for (let shop = from; shop < from + all.int(5, 12); shop += 1) await ask(made, 0, shop % 18, all.pick(['safety', 'labor'] as const), ['received', 'taken-on', 'in-progress'].slice(0, all.int(1, 3)), day);
    if (few) for (let times = own.int(0, 3); times > 0; times -= 1) await ask(made, 2, own.int(0, FEW - 1), own.pick(['permits', 'training'] as const), ['received', 'taken-on', 'closed'].slice(0, own.int(1, 3)), day - 1);
    if (week === WEEKS - 1) await offer(made, 0, 0, all.int(5, 18), ago(day - 1));
    if (week === 2) await offer(made, 1, 0, all.int(5, 18), ago(day - 1));
    if (few && week === 3) await offer(made, 2, 0, own.int(1, FEW), ago(day - 1));
    await cutRelease(made.mall, ago(day - 3), 60_000);
  }
}

/** All that an official can make the house answer, and what her socket heard, without what one mall and the other differ in by their names. */
async function published(made: MadeMall, frames: readonly LiveEvent[]): Promise<string[]> {
  const official = await buildOfficial(made.office, { now: ago(90) });
  const cookie = await cookieOf(official.account);
  const spans = (await listPacks(made.mall, 'office', new Date())).map(spanKey);
  const answers: string[] = [];
  for (const route of ROUTES) {
    for (const span of route.pattern.includes(':span') ? spans : ['-']) {
      for (const query of route.file.includes('analysis') ? ['?weeks=4', '?weeks=12', '?weeks=26'] : ['']) {
        const { status, body } = await call(route.loader!, { ...route, params: { office: made.office, span }, cookie, query });
        expect(status).toBe(200);
        const read = route.pattern.endsWith('.xlsx') ? await partsOf(Buffer.from(String(body), 'base64')) : body;
        answers.push(`${route.file} ${span} ${query} ${JSON.stringify(read)}`);
      }
    }
  }
  answers.push(JSON.stringify(frames.filter(({ rooms }) => rooms.includes(`office:${made.office}`)).map(({ type, id, version }) => ({ type, id, version }))));
  const own = [made.mall.slug, made.mall._id, made.office, made.level, made.round, ...made.grids];
  return answers.map((answer) => own.reduce((text, id, at) => text.replaceAll(id, `#${at}`), answer));
}

describe('RIGHTS: Figures, subtracted from one another, out of the whole house', () => {
  it('looks at weeks side by side, packs, reports and the tree, as pages and as sheets', () => {
    expect(ROUTES.map(({ pattern }) => pattern.replace('office/:office/', '')).sort()).toEqual(['analysis', 'analysis.xlsx', 'packs', 'packs/:span', 'packs/:span/file.xlsx', 'round-report', 'round-report.xlsx', 'tree']);
  });

  it.each([1, 2, 3])('what four shops did is in nothing that an office reads, takes along or hears; and nothing of it needs the rows it was made of (%i)', async (seed) => {
    const frames: LiveEvent[] = [];
    const stop = onEvent((event) => void frames.push(event));
    const [quiet, lively] = [await makeMall({ now: ago(60), grids: 3, shops: 18 }), await makeMall({ now: ago(60), grids: 3, shops: 18 })];
    await live(quiet, seed, false);
    await live(lively, seed, true);
    stop();
    const seen = await published(lively, frames);
    expect(seen).toEqual(await published(quiet, frames));
    expect(seen.at(-1)).toContain('release:cut');
    expect(seen.some((answer) => answer.includes('sheet2.xml'))).toBe(true);
    for (const { merchant, owner, number } of lively.shops.flat()) for (const secret of [merchant, owner.account, number]) expect(seen.some((answer) => answer.includes(secret))).toBe(false);
    // Only what was released is shown: with every row behind it gone, it is all still there.
    const mall = lively.mall._id;
    for (const rows of [Offers, Visits, Requests, RequestEvents, AuditEvents] as const) await rows.collection.deleteMany({ mall });
    expect(await published(lively, frames)).toEqual(seen);
  });
});
