import { type IncidentOffer, Incidents } from '#models/incident.server.ts';
import type { Localized } from '#models/mall.server.ts';
import type { Filling } from './filling.server.ts';
import type { DemoMall } from './plan.ts';
import { dispatchWords } from './words/dispatch-words.ts';

const KEPT = 90 * 24 * 3600_000;

interface Happened {
  key: string;
  kind: 'power' | 'water';
  what: Localized;
  grids: readonly number[];
  tasks: readonly Localized[];
  /** A task, a grid, and how it stands. */
  offers: readonly { task: number; grid: number; state: IncidentOffer['state']; handedAt?: Date; reason?: Localized }[];
  openedAt: Date;
  endedAt?: Date;
}

/** One incident that goes on and one that is over, both of the office. Nothing in them runs out any more, and no grid of whoever signs in has to answer. */
export function addDispatch(filling: Filling, demo: DemoMall): void {
  const [power = {}, stairs = {}, heaters = {}, noFence = {}, leak = {}, mats = {}, drains = {}] = dispatchWords();
  addIncident(filling, demo, {
    key: 'power',
    kind: 'power',
    what: power,
    grids: [14, 15, 16],
    tasks: [stairs, heaters],
    offers: [
      { task: 0, grid: 14, state: 'accepted' },
      { task: 0, grid: 15, state: 'stuck', reason: noFence },
      { task: 1, grid: 14, state: 'done' },
      { task: 1, grid: 15, state: 'accepted' },
      { task: 1, grid: 16, state: 'offered', handedAt: filling.moment(-1, '12:10') },
    ],
    openedAt: filling.moment(-1, '11:05'),
  });
  addIncident(filling, demo, {
    key: 'leak',
    kind: 'water',
    what: leak,
    grids: [7, 8],
    tasks: [mats, drains],
    offers: [{ task: 0, grid: 7, state: 'done' }, { task: 0, grid: 8, state: 'done' }, { task: 1, grid: 8, state: 'done' }],
    openedAt: filling.moment(-9, '10:20'),
    endedAt: filling.moment(-9, '17:30'),
  });
}

function addIncident(filling: Filling, demo: DemoMall, { key, kind, what, grids, tasks, offers, openedAt, endedAt }: Happened): void {
  const { mall } = filling;
  const _id = filling.id('incident', key, openedAt);
  const author = filling.id('account', 'official');
  const box = `office:${filling.id('office', demo.mall.office)}`;
  const write = (part: string, words: Localized, by: string): string => {
    const [language = 'zh', said = ''] = Object.entries(words)[0] ?? [];
    return filling.text('incident', `${key}-${part}`, { language, words: said, author: by, subject: 'mall', readers: [`incident:${_id}`], at: openedAt, eraseAt: endedAt && new Date(endedAt.getTime() + KEPT) });
  };
  const leaderOf = (number: number) => filling.id('account', demo.terms.find(({ grid, role }) => grid === number && role === 'leader')?.person ?? '');
  const taskId = (at: number) => filling.id('incident-task', `${key}-${at}`, openedAt);
  const stored = offers.map(({ task, grid, state, handedAt, reason }, at) => ({
    id: filling.id('incident-offer', `${key}-${at}`, openedAt),
    task: taskId(task),
    grid: filling.id('grid', grid),
    state,
    ...(state === 'offered' ? {} : { by: 'grid' }),
    ...(handedAt ? { handedAt } : {}),
    ...(reason ? { reason: write(`reason-${at}`, reason, leaderOf(grid)) } : {}),
  }));
  const row = { box, author, kind, what: write('what', what, author), grids: grids.map((grid) => filling.id('grid', grid)), tasks: tasks.map((words, at) => ({ id: taskId(at), words: write(`task-${at}`, words, author), minutes: 60 })), offers: stored };
  filling.add(Incidents, { _id, mall, ...row, state: endedAt ? 'ended' : 'running', openedAt, endedAt, version: 1 + offers.length }, openedAt);
  const about = { subject: 'none', target: _id };
  filling.audit({ ...about, at: openedAt, actor: author, role: 'official', command: 'incident:open', fields: [] });
  for (const { grid, state } of offers) if (state !== 'offered') filling.audit({ ...about, at: openedAt, actor: leaderOf(grid), role: 'leader', command: 'incident:answer', fields: ['offers'] });
  if (endedAt) filling.audit({ ...about, at: endedAt, actor: author, role: 'official', command: 'incident:end', fields: ['state'] });
}
