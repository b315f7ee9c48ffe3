import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Accounts } from '#models/account.server.ts';
import { MallKeys } from '#models/text.server.ts';
import { hashPin, isPin } from '#app/accounts/phones/pin-hash.server.ts';
import { env } from '#app/platform/env.server.ts';
import { forgetMallKeys, loadHashingRoot, mallKey } from '#app/platform/keys.server.ts';
import { findCode, hashCodes } from '#app/platform/lookup-codes.server.ts';
import { checkSecondFactor, currentSecondFactor, newSecondFactor } from '#app/platform/second-factor.server.ts';
import { codeFits, hashCode } from '#app/requests/codes.server.ts';
import { buildAccount } from '#tests/factories/account.ts';
import { makeMall } from '#tests/factories/mall.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { changeKeyCommand, changeMasterKey } from './change-key.server.ts';

const now = new Date('2026-03-11T06:00:00Z');
const before = env().MASTER_KEY;
const after = randomBytes(32).toString('base64');
/** As the next start of the portal reads it. */
async function startWith(key: string): Promise<void> {
  env().MASTER_KEY = key;
  forgetMallKeys();
  await loadHashingRoot();
}

beforeEach(emptyDatabase);
afterEach(async () => {
  await emptyDatabase();
  await startWith(before);
});

async function world() {
  const { mall } = await makeMall({ now, grids: 1, shops: 1 });
  const account = await buildAccount();
  await Accounts.updateOne({ _id: account }, { $set: { secondFactor: newSecondFactor(account), recoveryCodes: await hashCodes(['1234-5678-9012']) } });
  return { mall: mall._id, account, key: await mallKey(mall._id), codeHash: await hashCode('ZL-2026-0482173', 'K7RM4QDT') };
}

describe('another MASTER_KEY', () => {
  it('opens everything that the one before did, which opens nothing any more; printed codes and PINs go on', async () => {
    const { mall, account, key, codeHash } = await world();
    const { secondFactor = '' } = (await Accounts.findOne({ _id: account }).lean()) ?? {};
    const pin = await hashPin('591738', 'secret of the phone');
    const code = currentSecondFactor(account, secondFactor, now);
    expect(await changeMasterKey(before, after)).toEqual({ keys: 2, secrets: 1 });

    await startWith(after);
    expect(await mallKey(mall)).toEqual(key);
    const row = await Accounts.findOne({ _id: account }).lean();
    expect(checkSecondFactor(account, row?.secondFactor ?? '', code, now)).not.toBeNull();
    expect(await findCode('1234-5678-9012', row?.recoveryCodes)).not.toBeNull();
    expect(await codeFits('ZL-2026-0482173', 'K7RM4QDT', codeHash)).toBe(true);
    expect(await isPin('591738', 'secret of the phone', pin)).toBe(true);
    await expect(startWith(before)).rejects.toThrow();
    await expect(mallKey(mall)).rejects.toThrow();
  });

  it('is taken again by a run after one that was cut off, and a second change works like the first', async () => {
    const { mall, key } = await world();
    await changeMasterKey(before, after);
    expect(await changeMasterKey(before, after)).toEqual({ keys: 0, secrets: 0 });
    await startWith(after);
    const third = randomBytes(32).toString('base64');
    expect(await changeMasterKey(after, third)).toEqual({ keys: 2, secrets: 1 });
    await startWith(third);
    expect(await mallKey(mall)).toEqual(key);
  });

  it('that is none, or the same, changes nothing', async () => {
    await world();
    const wrapped = async () => (await MallKeys.find({}).lean()).map((row) => String(row.wrapped));
    const rows = await wrapped();
    for (const wrong of ['', 'short', before]) {
      vi.stubEnv('NEW_MASTER_KEY', wrong);
      expect(await changeKeyCommand([], () => undefined)).toBe(1);
    }
    vi.unstubAllEnvs();
    expect(await wrapped()).toEqual(rows);
  });
});
