import { expect, it } from 'vitest';
import { sentByWeek } from './sendings.ts';

const zone = 'Asia/Urumqi';
const now = new Date('2026-03-11T06:00:00Z');
const row = (at: string, what: string, count = 1, receiver = 'office:o') => ({ receiver, what, count, at: new Date(at) });

it('sums what went out by week, newest week first, with when it was last', () => {
  const sent = sentByWeek([row('2026-03-10T04:00:00Z', 'figures', 12), row('2026-03-09T04:00:00Z', 'figures', 3), row('2026-03-03T04:00:00Z', 'place-requests', 2, 'city')], zone, now);
  expect(sent).toEqual([
    { week: '2026-03-09', receiver: 'office:o', what: 'figures', count: 15, last: new Date('2026-03-10T04:00:00Z') },
    { week: '2026-03-02', receiver: 'city', what: 'place-requests', count: 2, last: new Date('2026-03-03T04:00:00Z') },
  ]);
});

it('tells of what people agreed to only weeks that are over, no number below five, and no hour', () => {
  const four = Array.from({ length: 4 }, () => row('2026-03-03T04:00:00Z', 'passed-on'));
  expect(sentByWeek([...four, row('2026-03-10T04:00:00Z', 'passed-on')], zone, now)).toEqual([{ week: '2026-03-02', receiver: 'office:o', what: 'passed-on', count: null }]);
  expect(sentByWeek([...four, ...four], zone, now)).toEqual([{ week: '2026-03-02', receiver: 'office:o', what: 'passed-on', count: 8 }]);
});
