import { expect, test } from 'vitest';
import { AccessEvents } from '#models/audit.server.ts';
import { recordLook } from './looks.server.ts';

test('RIGHTS: Looks — one row a day for viewer, subject and purpose, however often the page is opened', async () => {
  const now = new Date('2026-03-11T05:00:00Z');
  const look = { mall: 'mall-of-looks', subject: 'shop:s', viewer: 'v', role: 'manager', purpose: 'visit', day: '2026-03-11', now };
  await recordLook(look);
  await recordLook({ ...look, now: new Date(now.getTime() + 60_000) });
  await Promise.all([recordLook(look), recordLook(look), recordLook({ ...look, purpose: 'request' })]);
  await recordLook({ ...look, day: '2026-03-12', now: new Date(now.getTime() + 24 * 3600_000) });
  const rows = await AccessEvents.find({ mall: look.mall }).sort({ day: 1, purpose: 1 }).lean();
  expect(rows.map((row) => [row.day, row.purpose])).toEqual([['2026-03-11', 'request'], ['2026-03-11', 'visit'], ['2026-03-12', 'visit']]);
  expect(rows[1]?.at).toEqual(now);
});
