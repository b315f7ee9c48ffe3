import { beforeEach, describe, expect, test } from 'vitest';
import { AccessEvents, AuditEvents, AuditSegments } from '#models/audit.server.ts';
import { Accounts } from '#models/account.server.ts';
import { Sessions } from '#models/session.server.ts';
import { Erasures, Texts } from '#models/text.server.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { buildMall } from '#tests/factories/mall.ts';
import { runCommand } from './command.server.ts';
import { type LiveEvent, onEvent } from './events.server.ts';
import { reapplyErasures } from './erasure.server.ts';
import { keepMall } from './keeping.server.ts';
import { takePoint } from './limits.server.ts';
import { recordLook } from './looks.server.ts';
import { findBrokenSeal, sealAudit } from './seals.server.ts';
import { findSession, startSession, stopSessions } from './sessions.server.ts';
import { letRead, readTexts, translateText, writeText } from './texts.server.ts';

const now = new Date('2026-03-12T06:00:00Z');
const later = new Date(now.getTime() + 60_000);
let mall: string;
const head = (over = {}) => ({ name: 'visit:record', mall, actor: { account: 'a' }, role: 'manager', subject: 'shop:s', now, ...over });
const words = (over = {}) => ({ language: 'zh', words: '灯坏了', author: 'a', subject: 'shop:s', readers: ['shop:s'], ...over });

beforeEach(async () => {
  await emptyDatabase();
  mall = (await buildMall())._id;
});

describe('a command', () => {
  test('leaves its audit row in the same transaction and publishes after the commit', async () => {
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => heard.push(event));
    await runCommand(head(), async (tx) => {
      tx.changed('outcome');
      tx.publish({ type: 'visit:recorded', id: 'v', version: 1, rooms: [] });
      expect(heard).toEqual([]);
    });
    stop();
    expect(heard).toHaveLength(1);
    expect(await AuditEvents.find({ mall }).lean()).toMatchObject([{ command: 'visit:record', subject: 'shop:s', fields: ['outcome'], role: 'manager' }]);
  });

  test('that fails leaves nothing: no change, no audit row, no event', async () => {
    const heard: LiveEvent[] = [];
    const stop = onEvent((event) => heard.push(event));
    const failing = runCommand(head(), async (tx) => {
      await writeText(tx, words());
      tx.publish({ type: 'visit:recorded', id: 'v', version: 1, rooms: [] });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    stop();
    expect([await Texts.countDocuments({ mall }), await AuditEvents.countDocuments({ mall }), heard.length]).toEqual([0, 0, 0]);
  });
});

describe('a hundred and twenty commands at once', () => {
  test('all write, though each asks outside of its transaction too: none waits for a connection that another one holds', async () => {
    const writing = Array.from({ length: 120 }, () =>
      runCommand(head(), async (tx) => {
        await writeText(tx, words());
        await AuditSegments.countDocuments({ mall });
        await writeText(tx, words());
      }),
    );
    await Promise.all(writing);
    expect(await Texts.countDocuments({ mall })).toBe(240);
    expect(await AuditEvents.countDocuments({ mall })).toBe(120);
  }, 60_000);
});

describe('RIGHTS: Words', () => {
  test('words are encrypted at rest and open for their readers only', async () => {
    const id = await runCommand(head(), (tx) => writeText(tx, words()));
    const stored = await Texts.findOne({ mall, _id: id }).lean();
    expect(JSON.stringify(stored)).not.toContain('灯');
    expect((await readTexts(mall, [id], ['shop:s'])).get(id)?.words).toBe('灯坏了');
    expect((await readTexts(mall, [id], ['shop:other', 'mall'])).size).toBe(0);
  });

  test('another mall finds nothing under the same id', async () => {
    const id = await runCommand(head(), (tx) => writeText(tx, words()));
    const other = (await buildMall())._id;
    expect((await readTexts(other, [id], ['shop:s'])).size).toBe(0);
  });

  test('a cipher moved to another row does not open', async () => {
    const [a, b] = await runCommand(head(), async (tx) => [await writeText(tx, words()), await writeText(tx, words())]);
    const first = await Texts.findOne({ mall, _id: a }).lean();
    await Texts.updateOne({ mall, _id: b }, { $set: { cipher: first?.cipher } });
    await expect(readTexts(mall, [b], ['shop:s'])).rejects.toThrow();
  });

  test('a translation stands beside the original, and a new one replaces the old', async () => {
    const id = await runCommand(head(), (tx) => writeText(tx, words()));
    await runCommand(head(), (tx) => translateText(tx, id, 'ug', 'چىراغ', 'b'));
    await runCommand(head(), (tx) => translateText(tx, id, 'ug', 'چىراغ بۇزۇلدى', 'c'));
    const read = (await readTexts(mall, [id], ['shop:s'])).get(id);
    expect(read).toMatchObject({ words: '灯坏了', translations: [{ language: 'ug', words: 'چىراغ بۇزۇلدى', by: 'c' }] });
  });

  test('somebody let in later reads too', async () => {
    const id = await runCommand(head(), (tx) => writeText(tx, words()));
    await runCommand(head(), (tx) => letRead(tx, [id], 'office:o'));
    expect((await readTexts(mall, [id], ['office:o'])).size).toBe(1);
  });

  test('what is erased on its day stays erased after a restore', async () => {
    const id = await runCommand(head(), (tx) => writeText(tx, words({ eraseAt: now })));
    const kept = await runCommand(head(), (tx) => writeText(tx, words({ eraseAt: later })));
    const backup = await Texts.find({ mall }).lean();
    await keepMall(mall, now);
    expect(await Texts.distinct('_id', { mall })).toEqual([kept]);
    await Texts.deleteMany({ mall });
    await Texts.insertMany(backup);
    expect(await reapplyErasures()).toBe(1);
    expect(await Texts.distinct('_id', { mall })).toEqual([kept]);
    expect(await Erasures.countDocuments({ mall, ids: id })).toBe(1);
  });
});

describe('the seals', () => {
  const act = (n: number) => Promise.all(Array.from({ length: n }, () => runCommand(head(), async () => undefined)));

  test('cover every settled row once, in a chain, and show a change', async () => {
    await act(3);
    expect(await sealAudit(mall, later)).toBe(3);
    await act(2);
    expect(await sealAudit(mall, later)).toBe(2);
    expect(await sealAudit(mall, later)).toBe(0);
    expect(await findBrokenSeal(mall)).toBeNull();
    await AuditEvents.updateOne({ mall, segment: 1 }, { $set: { command: 'visit:contest' } });
    expect(await findBrokenSeal(mall)).toBe(1);
  });

  test('leave rows alone that may still be joined by an older one', async () => {
    await act(1);
    expect(await sealAudit(mall, now)).toBe(0);
  });

  test('two sealing at once seal nothing twice', async () => {
    await act(5);
    await Promise.allSettled([sealAudit(mall, later), sealAudit(mall, later)]);
    await sealAudit(mall, later);
    const segments = await AuditSegments.find({ mall }).lean();
    expect(segments.reduce((sum, segment) => sum + segment.rows, 0)).toBe(5);
    expect(await findBrokenSeal(mall)).toBeNull();
  });
});

describe('RIGHTS: Looks', () => {
  test('one row a day for viewer, subject and purpose, however often and however parallel', async () => {
    const look = { mall, subject: 'shop:s', viewer: 'v', role: 'manager', purpose: 'visit', day: '2026-03-12', now };
    await Promise.all(Array.from({ length: 8 }, () => recordLook(look)));
    await recordLook({ ...look, day: '2026-03-13' });
    expect(await AccessEvents.countDocuments({ mall })).toBe(2);
  });
});

describe('RIGHTS: Keeping', () => {
  test('looks go after twelve months', async () => {
    const look = { mall, subject: 'shop:s', viewer: 'v', role: 'manager', purpose: 'visit', day: '2025-03-01' };
    await recordLook({ ...look, now: new Date('2025-03-01T06:00:00Z') });
    await recordLook({ ...look, day: '2026-03-12', now });
    await keepMall(mall, now);
    expect(await AccessEvents.distinct('day', { mall })).toEqual(['2026-03-12']);
  });
});

describe('a session', () => {
  const cookieOf = (setCookie: string) => setCookie.split(';')[0] ?? '';

  test('opens by its cookie, of which the database keeps a hash only, and ends at once when stopped', async () => {
    const { cookie } = await startSession('a', 'mine', 'Chrome', now);
    expect(cookie).toMatch(/HttpOnly/);
    const token = decodeURIComponent(cookieOf(cookie));
    expect(await findSession(cookieOf(cookie), now)).toMatchObject({ account: 'a', device: 'mine' });
    expect(JSON.stringify(await Sessions.find({}).lean())).not.toContain(token.slice(5, 30));
    await stopSessions('a', now);
    expect(await findSession(cookieOf(cookie), now)).toBeNull();
  });

  test.each(['mh=forged', 'mh=', '', 'mh=%E0%A4%A', `mh=${'a'.repeat(60)}`])('does not open by %s', async (cookie) => {
    expect(await findSession(cookie, now)).toBeNull();
  });
});

describe('a limit', () => {
  test('lets its points through and then says how long to wait, also in parallel', async () => {
    const waits = await Promise.all(Array.from({ length: 12 }, () => takePoint('sign-in', 'zhula|10.0.0.1')));
    expect(waits.filter((seconds) => seconds === 0)).toHaveLength(8);
    expect(Math.max(...waits)).toBeLessThanOrEqual(15 * 60);
    expect(await takePoint('sign-in', 'other|10.0.0.1')).toBe(0);
  });
});

test('a query of a mall’s collection that does not name its mall is refused', async () => {
  await expect(Texts.find({ subject: 'shop:s' }).lean()).rejects.toThrow(/does not name its mall/);
  await expect(Accounts.find({ userName: 'x', nonsense: 1 } as never).lean()).rejects.toThrow(/nonsense/);
});
