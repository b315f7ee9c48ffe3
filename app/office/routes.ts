import { index, route } from '@remix-run/route-config';

/** Children of the office's layout: `/office/:office…`. */
export const officeRoutes = [
  index('office/desk.tsx'),
  route('search', 'office/search.tsx'),
  route('notices', 'office/notices.tsx'),
  route('requests/:number', 'office/passed-on.tsx'),
  route('requests/:number/files/:file', 'office/passed-on-file.ts'),
  route('round-report', 'office/report/office.tsx'),
  route('round-report.xlsx', 'office/report/office-file.ts', { id: 'office-round-report-xlsx' }),
  route('round-report.pdf', 'office/report/office-file.ts', { id: 'office-round-report-pdf' }),
];

/** Children of the mall's layout: reports made from releases. */
export const reportRoutes = [
  route('manage/rounds/:round/report', 'office/report/round.tsx'),
  route('manage/rounds/:round/report.xlsx', 'office/report/round-file.ts', { id: 'round-report-xlsx' }),
  route('manage/rounds/:round/report.pdf', 'office/report/round-file.ts', { id: 'round-report-pdf' }),
];

/** Below `/m/:mall/what-the-office-sees`, open to whoever passes by. */
export const officeSeesRoutes = [index('office/what-the-office-sees.tsx')];
