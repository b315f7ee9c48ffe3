import { type HelpPlan, HelpPlans, type PlanLoan, type PlanTask } from '#models/help-plan.server.ts';
import type { Localized } from '#models/mall.server.ts';
import { dayIn } from '#app/i18n/zone-days.ts';
import type { KnownMall } from '#app/platform/malls.server.ts';
import { readTexts } from '#app/platform/texts.server.ts';
import { workingOf } from '#app/requests/case.server.ts';
import { letterClock } from '../letters/rules.ts';
import type { OfficeClock } from '../passed-on.server.ts';
import { findOfficeName } from '../queries.server.ts';
import { readerOf, textsOf } from './commands.server.ts';
import { daysOf } from './rules.ts';

export interface Worded {
  text: string;
  language: string;
}
export interface PlanView {
  id: string;
  office: Localized | null;
  state: HelpPlan['state'];
  missing: Worded | null;
  offeredOn: string;
  answeredOn?: string;
  tasks: (Pick<PlanTask, 'id'> & { words: Worded | null; days: number; dueAt: Date | null; clock: OfficeClock | null; doneOn?: string })[];
  loans: (Pick<PlanLoan, 'id' | 'kind' | 'from' | 'until'> & { words: Worded | null; lentOn?: string; returnedOn?: string; isLate: boolean })[];
}

const SHOWN = 50;

/** Plans of a mall, the newest first; with `office` only its own. */
export async function listPlans(mall: KnownMall, now: Date, office?: string): Promise<PlanView[]> {
  const rows = await HelpPlans.find({ mall: mall._id, ...(office ? { office } : {}) }).sort({ offeredAt: -1 }).limit(SHOWN).lean();
  const texts = await readTexts(mall._id, rows.flatMap(textsOf), rows.map(({ _id }) => readerOf(_id)));
  const names = new Map(await Promise.all([...new Set(rows.map((row) => row.office))].map(async (id) => [id, await findOfficeName(id)] as const)));
  const said = (id: string): Worded | null => {
    const found = texts.get(id);
    return found ? { text: found.words, language: found.language } : null;
  };
  return rows.map((row) => viewOf(row, mall, now, said, names.get(row.office) ?? null));
}

function viewOf({ _id: id, state, missing, offeredAt, answeredAt, tasks, loans }: HelpPlan, mall: KnownMall, now: Date, said: (id: string) => Worded | null, office: Localized | null): PlanView {
  const working = workingOf(mall);
  const dayOf = (at: Date | undefined) => at && dayIn(at, mall.zone);
  const today = dayIn(now, mall.zone);
  return {
    id,
    office,
    state,
    missing: said(missing),
    offeredOn: dayIn(offeredAt, mall.zone),
    answeredOn: dayOf(answeredAt),
    tasks: tasks.map((task) => {
      const clock = state === 'accepted' && answeredAt ? letterClock(working, answeredAt, now, task.minutes) : null;
      return { id: task.id, words: said(task.words), days: daysOf(task.minutes), dueAt: clock?.dueAt ?? null, clock: task.doneAt ? null : clock, doneOn: dayOf(task.doneAt) };
    }),
    loans: loans.map((loan) => ({ id: loan.id, kind: loan.kind, from: loan.from, until: loan.until, words: said(loan.words), lentOn: dayOf(loan.lentAt), returnedOn: dayOf(loan.returnedAt), isLate: Boolean(loan.lentAt) && !loan.returnedAt && loan.until < today })),
  };
}

/** How many wait for the council's answer. */
export async function countOfferedPlans(mall: string): Promise<number> {
  return HelpPlans.countDocuments({ mall, state: 'offered' }).limit(99);
}
