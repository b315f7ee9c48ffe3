import { index, route } from '@remix-run/route-config';

/** Children of the office's layout: `/office/:office…`. */
export const officeRoutes = [
  index('office/desk.tsx'),
  route('search', 'office/search.tsx'),
  route('tree', 'office/tree.tsx'),
  route('notices', 'office/notices.tsx'),
  route('warnings', 'office/warnings/office-page.tsx'),
  route('help-plans', 'office/help-plans/office-page.tsx'),
  route('dispatch', 'office/dispatch/office-list.tsx'),
  route('dispatch/new', 'office/dispatch/office-new.tsx'),
  route('dispatch/:incident', 'office/dispatch/office-incident.tsx'),
  route('letters', 'office/letters/office-box.tsx'),
  route('letters/:letter', 'office/letters/office-letter.tsx'),
  route('requests/:number', 'office/passed-on.tsx'),
  route('requests/:number/files/:file', 'office/passed-on-file.ts'),
  route('analysis', 'office/analysis/office-analysis.tsx'),
  route('analysis.xlsx', 'office/analysis/office-file.ts'),
  route('packs', 'office/pack/office-list.tsx'),
  route('packs/:span', 'office/pack/office-pack.tsx'),
  route('packs/:span/file.xlsx', 'office/pack/office-file.ts', { id: 'office-pack-xlsx' }),
  route('packs/:span/file.pdf', 'office/pack/office-file.ts', { id: 'office-pack-pdf' }),
  route('round-report', 'office/report/office.tsx'),
  route('round-report.xlsx', 'office/report/office-file.ts', { id: 'office-round-report-xlsx' }),
  route('round-report.pdf', 'office/report/office-file.ts', { id: 'office-round-report-pdf' }),
];

/** Children of the mall's layout: reports and packs made from releases. */
export const reportRoutes = [
  route('analysis', 'office/analysis/mall-analysis.tsx'),
  route('analysis.xlsx', 'office/analysis/mall-file.ts'),
  route('packs', 'office/pack/mall-list.tsx'),
  route('packs/:span', 'office/pack/mall-pack.tsx'),
  route('packs/:span/file.xlsx', 'office/pack/mall-file.ts', { id: 'pack-xlsx' }),
  route('packs/:span/file.pdf', 'office/pack/mall-file.ts', { id: 'pack-pdf' }),
  route('manage/rounds/:round/report', 'office/report/round.tsx'),
  route('manage/rounds/:round/report.xlsx', 'office/report/round-file.ts', { id: 'round-report-xlsx' }),
  route('manage/rounds/:round/report.pdf', 'office/report/round-file.ts', { id: 'round-report-pdf' }),
];

/** Child of the mall's layout: the association's own early warning. */
export const warningRoutes = [route('manage/warnings', 'office/warnings/association-page.tsx')];

/** Child of the mall's layout: what an office offers, for the association. */
export const helpPlanRoutes = [route('manage/help-plans', 'office/help-plans/association-page.tsx')];

/** Children of the mall's layout: incidents over several grids, for officers and people of the grids. */
export const dispatchRoutes = [
  route('dispatch', 'office/dispatch/mall-list.tsx'),
  route('dispatch/new', 'office/dispatch/mall-new.tsx'),
  route('dispatch/:incident', 'office/dispatch/mall-incident.tsx'),
];

/** Children of the mall's layout: questions to the office and letters to the council, of who asks and of the council. */
export const letterRoutes = [
  route('letters', 'office/letters/mine.tsx'),
  route('letters/new', 'office/letters/ask.tsx'),
  route('letters/:letter', 'office/letters/letter.tsx'),
  route('manage/letters', 'office/letters/council-box.tsx'),
  route('manage/letters/:boxed', 'office/letters/council-letter.tsx'),
];

/** Below `/m/:mall/answers`, open to whoever passes by. */
export const answersRoutes = [index('office/letters/published.tsx')];

/** Below `/m/:mall/how-we-do-it`, open to whoever passes by. */
export const howRoutes = [index('office/how-we-do-it.tsx')];

/** Below `/m/:mall/what-the-office-sees`, open to whoever passes by. */
export const officeSeesRoutes = [index('office/what-the-office-sees.tsx')];
