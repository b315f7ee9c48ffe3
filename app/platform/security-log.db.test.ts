import { beforeEach, describe, expect, it, vi } from 'vitest';
import { signIn } from '#app/routes/sign-in.server.ts';
import { buildAccount } from '#tests/factories/account.ts';
import { emptyDatabase } from '#tests/setup/database.ts';
import { figures } from './figures.server.ts';
import { newId } from './ids.ts';
import { log } from './log.server.ts';
import { hashPassword } from './passwords.server.ts';
import { lineMark } from './security-log.server.ts';

beforeEach(emptyDatabase);
const now = new Date('2026-03-11T06:00:00Z');
const from = () => ({ address: newId(), browser: undefined, cookies: null, now });

/** What the log was told while `work` ran. */
async function linesOf(work: () => Promise<unknown>): Promise<object[]> {
  const lines: object[] = [];
  const spies = (['info', 'warn'] as const).map((level) => vi.spyOn(log(), level).mockImplementation((line: unknown) => void lines.push({ level, ...(line as object) })));
  await work().catch(() => undefined);
  spies.forEach((spy) => spy.mockRestore());
  return lines;
}

describe('the doors', () => {
  it('note every try, by which way and how it ended, and whose it was without saying who', async () => {
    const account = await buildAccount({ userName: 'amina', passwordHash: await hashPassword('right') });
    const enter = (username: string, password: string) => linesOf(() => signIn({ username, password, device: 'mine' }, from()));
    const who = lineMark(account, now);
    expect(await enter('amina', 'right')).toEqual([{ level: 'info', security: 'signed-in', why: 'password', who }]);
    expect(await enter('amina', 'guessed')).toEqual([{ level: 'warn', security: 'sign-in-refused', why: 'password: wrong', who }]);
    expect(await enter('nobody', 'guessed')).toEqual([{ level: 'warn', security: 'sign-in-refused', why: 'password: wrong' }]);
    expect(JSON.stringify(await enter('amina', 'guessed'))).not.toMatch(new RegExp(`amina|guessed|${account}`));
  });

  it('mark a person’s lines of one day alike, and of another day differently', () => {
    const [one, other] = [newId(), newId()];
    expect(lineMark(one, now)).toBe(lineMark(one, new Date('2026-03-11T20:00:00Z')));
    expect(new Set([lineMark(one, now), lineMark(other, now), lineMark(one, new Date('2026-03-12T06:00:00Z'))]).size).toBe(3);
  });

  it('are counted, so that many refusals show on the operator’s figures', async () => {
    await signIn({ username: 'nobody', password: 'guessed', device: 'mine' }, from()).catch(() => undefined);
    expect(await figures().registry.metrics()).toMatch(/security_events_total\{event="sign-in-refused",why="password: wrong"\} [1-9]/);
  });
});
