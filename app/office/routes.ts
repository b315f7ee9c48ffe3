import { index, route } from '@remix-run/route-config';

/** Children of the office's layout: `/office/:office…`. */
export const officeRoutes = [
  index('office/desk.tsx'),
  route('requests/:number', 'office/passed-on.tsx'),
  route('requests/:number/files/:file', 'office/passed-on-file.ts'),
];

/** Below `/m/:mall/what-the-office-sees`, open to whoever passes by. */
export const officeSeesRoutes = [index('office/what-the-office-sees.tsx')];
