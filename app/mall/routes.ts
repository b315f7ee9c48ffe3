import { route } from '@remix-run/route-config';

/** Below `/m/:mall`. */
export const mallRoutes = [
  route('map', 'mall/map.tsx'),
  route('manage', 'mall/manage.tsx'),
  route('manage/roles', 'mall/roles/manage-roles.tsx'),
  route('manage/roster', 'mall/roster/list.tsx'),
  route('manage/roster/new', 'mall/roster/new.tsx'),
  route('manage/roster/shop/:merchant', 'mall/roster/shop.tsx'),
  route('manage/roster/booth/:unit', 'mall/roster/booth.tsx'),
  route('manage/map-edit', 'mall/editing/map-edit.tsx'),
  route('manage/codes', 'mall/codes/sheets.tsx'),
];

/** Outside of every mall's pages: what is printed on a sign, open to whoever scans it. */
export const codeRoutes = [route('c/:code', 'mall/codes/scanned.tsx')];
