import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { appendErasures, enterErasures } from '#app/operations/erasure-register.server.ts';
import { MEMBERS_CONFIRMED } from '#app/operations/upgrade-members.server.ts';
import { OFFERS_NAME_NOBODY } from '#app/operations/upgrade-offers.server.ts';
import { inSilence } from '#app/visits/offering.server.ts';
import { openSealed, type SealedAnswer, writeSealed } from '#app/visits/sealed-wishes.server.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { Offers, Tallies, Visits } from '#models/visit.server.ts';
import { upgradeData } from '#app/operations/upgrades.server.ts';
import { reapplyErasures } from '#app/platform/erasure.server.ts';
import { newId } from '#app/platform/ids.ts';
import { Memberships } from '#models/account.server.ts';
import { Erasures } from '#models/text.server.ts';
import { emptyDatabase } from '#tests/setup/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'merchants-home-operations-'));
const now = new Date('2026-03-11T04:00:00Z');
beforeEach(emptyDatabase);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the register of erasures, kept apart', () => {
  const texts = () => mongoose.connection.collection<{ _id: string; mall: string }>('texts');
  const erase = async (mall: string, id: string, at: Date) => {
    await Erasures.create([{ _id: newId(), mall, collectionName: 'texts', ids: [id], at }]);
    await texts().deleteOne({ _id: id });
  };

  it('takes away again what a restore from before brought back, and nothing else', async () => {
    const file = join(folder, 'deep', 'register.jsonl');
    await texts().insertMany([{ _id: 'gone', mall: 'm1' }, { _id: 'stays', mall: 'm1' }]);
    await erase('m1', 'gone', now);
    expect(await appendErasures(file)).toBe(1);

    // The backup was made before the erasure: the text is back, and the register in it knows of nothing.
    await emptyDatabase();
    await texts().insertMany([{ _id: 'gone', mall: 'm1' }, { _id: 'stays', mall: 'm1' }, { _id: 'gone-elsewhere', mall: 'm2' }]);
    expect(await enterErasures(file)).toBe(1);
    expect(await reapplyErasures()).toBe(1);
    expect((await texts().find({}).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(['gone-elsewhere', 'stays']);
    expect([await enterErasures(file), await reapplyErasures()]).toEqual([0, 0]);
  });

  it('grows by what is new, and survives a line that was cut off', async () => {
    const file = join(folder, 'register.jsonl');
    await erase('m1', 'a', now);
    await appendErasures(file);
    writeFileSync(file, `${readFileSync(file, 'utf8').trimEnd()}\n{"_id":"cut o`);
    await erase('m1', 'b', new Date(now.getTime() + 1000));
    expect(await appendErasures(file)).toBe(1);
    expect(await appendErasures(file)).toBe(0);
    await emptyDatabase();
    expect(await enterErasures(file)).toBe(2);
  });

  it('holds ids, no words', async () => {
    const file = join(folder, 'words.jsonl');
    await erase('m1', 'x', now);
    await appendErasures(file);
    const line = JSON.parse(readFileSync(file, 'utf8').trim()) as object;
    expect(Object.keys(line).sort()).toEqual(['_id', 'at', 'collectionName', 'ids', 'mall']);
  });
});

describe('data upgrades', () => {
  it('who belonged to a shop before confirmations were asked for is confirmed since then; others are left alone', async () => {
    const from = new Date('2025-05-01T00:00:00Z');
    const [account, mall, merchant] = [newId(), newId(), newId()];
    const rows = await Memberships.create([
      { account, kind: 'owner', mall, merchant, from },
      { account, kind: 'staff', mall, merchant, from, confirmedAt: now },
      { account, kind: 'officer', mall, post: 'council', from },
    ]);
    await MEMBERS_CONFIRMED.run();
    await MEMBERS_CONFIRMED.run();
    const stored = new Map((await Memberships.find({ account }).lean()).map((row) => [row._id, row.confirmedAt]));
    expect(rows.map((row) => stored.get(row._id))).toEqual([from, now, undefined]);
  });

  it('offers of before name nobody afterwards: who came in vain is sealed, their visits are gone, and the sums are the same', async () => {
    const made = await makeMall({ now, grids: 1, shops: 2 });
    const { mall: { _id: mall }, round } = made;
    const [tried, visited] = made.shops[0]!.map((shop) => shop.merchant) as [string, string];
    const volunteer = newId();
    const sealed = await inSilence(mall, now, (tx) => writeSealed(tx, tried, { answer: 'no-thanks', by: volunteer }));
    const at = { mall, round, grid: made.grids[0]!, volunteer, day: '2026-03-03', half: 'am' };
    const rows: object[] = [{ _id: newId(), ...at, merchant: tried, met: false, answer: sealed }, { _id: newId(), ...at, merchant: visited, met: true }];
    for (const row of rows) await Offers.collection.insertOne(row as never);
    const visit = { mall, round, grid: made.grids[0]!, author: volunteer, day: '2026-03-03', half: 'am', at: now, needs: [], promises: [], noteAgreed: false, answer: 'none', version: 1 } as const;
    for (const [merchant, outcome] of [[tried, 'closed'], [visited, 'met']]) await Visits.collection.insertOne({ _id: newId(), ...visit, clientId: newId(), merchant, outcome } as never);
    await OFFERS_NAME_NOBODY.run();
    await OFFERS_NAME_NOBODY.run();
    const offers = await Offers.collection.find({ mall }).toArray();
    expect(offers.filter((offer) => 'volunteer' in offer)).toEqual([]);
    expect((await Visits.find({ mall }).lean()).map((row) => row.merchant)).toEqual([visited]);
    const { answer } = (await Offers.findOne({ mall, merchant: tried }).lean())!;
    expect((await openSealed<SealedAnswer>({ mall }, [answer])).get(answer!)).toMatchObject({ answer: 'no-thanks', tries: [{ volunteer, outcome: 'closed' }] });
    expect((await Tallies.find({ mall }).lean()).reduce((sum, row) => sum + row.offered, 0)).toBe(2);
  });

  it('are each done once, in their order', async () => {
    const done: string[] = [];
    const upgrades = ['one', 'two'].map((name) => ({ name, run: async () => void done.push(name) }));
    expect(await upgradeData(now, upgrades.slice(0, 1))).toEqual(['one']);
    expect(await upgradeData(now, upgrades)).toEqual(['two']);
    expect(await upgradeData(now, upgrades)).toEqual([]);
    expect(done).toEqual(['one', 'two']);
  });

  it('one that failed is done again, and those after it wait', async () => {
    let fails = true;
    const upgrades = [
      { name: 'one', run: async () => { if (fails) throw new Error('disk full'); } },
      { name: 'two', run: async () => {} },
    ];
    await expect(upgradeData(now, upgrades)).rejects.toThrow('disk full');
    fails = false;
    expect(await upgradeData(now, upgrades)).toEqual(['one', 'two']);
  });
});
