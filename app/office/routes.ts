import { index, route } from '@remix-run/route-config';

/** Children of the office's layout: `/office/:office…`. */
export const officeRoutes = [
  index('office/desk.tsx'),
  route('requests/:number', 'office/passed-on.tsx'),
  route('requests/:number/files/:file', 'office/passed-on-file.ts'),
];

/** Children of the mall's layout: `/m/:mall/what-the-office-sees`. */
export const officeInMallRoutes = [route('what-the-office-sees', 'office/what-the-office-sees.tsx')];
