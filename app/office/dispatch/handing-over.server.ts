import { type Incident, Incidents } from '#models/incident.server.ts';
import { notifyEach } from '#app/notices/commands.server.ts';
import { runCommand, unlessTooLate } from '#app/platform/command.server.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { workingOf } from '#app/requests/case.server.ts';
import { letterClock } from '../letters/rules.ts';
import { answerersOf, change, councilOf } from './commands.server.ts';
import { toHandOver } from './rules.ts';

const MOST = 200;
const HOUSE = { account: 'house' };

/** Hands the council what no grid answered in time, and what nobody of its grid is there for any more. @returns how many offers */
export async function handOverIn(mall: KnownMall, now: Date): Promise<number> {
  const running = await Incidents.find({ mall: mall._id, state: 'running' }).sort({ openedAt: 1 }).limit(MOST).lean();
  let handed = 0;
  for (const incident of running) handed += await handOver(mall, incident, now);
  return handed;
}

async function handOver(mall: KnownMall, incident: Incident, now: Date): Promise<number> {
  const working = workingOf(mall);
  const open = incident.offers.filter(({ state, handedAt }) => !handedAt && (state === 'offered' || state === 'accepted'));
  if (open.length === 0) return 0;
  const people = await answerersOf(mall._id, [...new Set(open.map(({ grid }) => grid))], now);
  const isOver = (task: string) => letterClock(working, incident.openedAt, now, incident.tasks.find(({ id }) => id === task)?.minutes).state === 'over';
  const due = toHandOver(incident, isOver, (grid) => !people.get(grid)?.length);
  if (due.length === 0) return 0;
  const council = await councilOf(mall._id, now);
  const grids = [...new Set(due.map(({ grid }) => grid))];
  const done = await unlessTooLate(
    runCommand({ name: 'incident:hand-over', mall: mall._id, actor: HOUSE, role: 'house', subject: 'none', target: incident._id, now }, async (tx) => {
      const offers = incident.offers.map((offer) => (due.includes(offer) ? { ...offer, handedAt: now } : offer));
      await change(tx, incident, { offers });
      tx.changed('offers');
      await notifyEach(tx, grids.map((grid) => ({ accounts: council, template: 'incident-handed', params: { grid }, link: `/m/${mall.slug}/dispatch/${incident._id}` })));
    }),
  );
  return done ? due.length : 0;
}
