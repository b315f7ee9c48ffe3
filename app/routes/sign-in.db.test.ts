import { beforeEach, describe, expect, it } from 'vitest';
import { Accounts } from '#models/account.server.ts';
import { newId } from '#app/platform/ids.ts';
import { draftsOwner } from '#app/platform/known-browser.server.ts';
import { takePoint } from '#app/platform/limits.server.ts';
import { hashPassword } from '#app/platform/passwords.server.ts';
import { buildAccount } from '#tests/factories/account.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { signIn } from './sign-in.server.ts';

beforeEach(emptyDatabase);
const from = (cookies: string | null) => ({ address: newId(), browser: undefined, cookies, now: new Date() });
const said = (what: Promise<unknown>) => what.then(() => 'in', (error: Error) => error.message);

describe('signing in', () => {
  it('after a hundred tries from everywhere, goes on in the browser that knows its person, and in no other', async () => {
    const account = await buildAccount({ userName: 'amina', passwordHash: await hashPassword('right') });
    const typed = { username: 'amina', password: 'right', device: 'mine' as const };
    const first = await signIn(typed, from(null));
    const known = first.known?.split(';')[0] ?? '';
    for (let tries = 0; tries < 100; tries += 1) await takePoint('sign-in-account', 'amina');
    expect(await said(signIn(typed, from(null)))).toBe('wait');
    expect(await said(signIn(typed, from(known.replace(/=./, (sign) => (sign === '=A' ? '=B' : '=A')))))).toBe('wait');
    expect(await said(signIn({ ...typed, password: 'guessed' }, from(known)))).toBe('wrong');
    expect(await said(signIn(typed, from(known)))).toBe('in');
    expect([draftsOwner(known)?.keep, draftsOwner(known)?.mark.includes(account)]).toEqual([true, false]);
  });

  it('offers the recovery card the first time and never again, and not to the made-up people', async () => {
    const passwordHash = await hashPassword('right');
    await buildAccount({ userName: 'amina', passwordHash });
    const demo = await buildAccount({ userName: 'demo', passwordHash });
    await Accounts.updateOne({ _id: demo }, { $set: { demo: true } });
    const offered = async (username: string) => (await signIn({ username, password: 'right', device: 'mine' }, from(null))).card;
    expect([await offered('amina'), await offered('amina'), await offered('demo')]).toEqual([true, false, false]);
  });
});
