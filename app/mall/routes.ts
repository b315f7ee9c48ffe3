import { index, route } from '@remix-run/route-config';

/** Below `/m/:mall`. */
export const mallRoutes = [
  route('map', 'mall/map.tsx'),
  route('map/drawing', 'mall/map-drawing.ts'),
  route('map/print', 'mall/map-print.tsx'),
  route('scan', 'mall/codes/scan.tsx'),
  route('manage', 'mall/manage.tsx'),
  route('manage/roles', 'mall/roles/manage-roles.tsx'),
  route('manage/roles/level/:level', 'mall/roles/manage-place.tsx', { id: 'roles-on-level' }),
  route('manage/roles/term/:term', 'mall/roles/manage-term.tsx'),
  route('manage/roles/:grid', 'mall/roles/manage-place.tsx', { id: 'roles-in-grid' }),
  route('manage/roster', 'mall/roster/list.tsx'),
  route('manage/roster/new', 'mall/roster/new.tsx'),
  route('manage/roster/shop/:merchant', 'mall/roster/shop.tsx'),
  route('manage/roster/planned', 'mall/roster/planned/list.tsx', { id: 'planned-moves' }),
  route('manage/roster/shop/:merchant/same', 'mall/roster/doubles/choose.tsx'),
  route('manage/roster/doubles', 'mall/roster/doubles/list.tsx', { id: 'shop-doubles' }),
  route('manage/roster/doubles/:pair', 'mall/roster/doubles/pair.tsx'),
  route('manage/roster/booth/:unit', 'mall/roster/booth.tsx'),
  route('manage/map-edit', 'mall/editing/map-edit.tsx'),
  route('manage/map-edit/floor', 'mall/editing/new-level.tsx'),
  route('manage/backdrop/:level', 'mall/backdrops/backdrop.tsx'),
  route('manage/backdrop/:level/picture', 'mall/backdrops/picture.ts'),
  route('manage/map-import', 'mall/bringing/hub.tsx'),
  route('manage/map-import/quick', 'mall/bringing/quick.tsx'),
  route('manage/map-import/export', 'mall/bringing/export.ts'),
  route('manage/map-import/:import', 'mall/bringing/import.tsx'),
  route('manage/map-import/:import/remarks', 'mall/bringing/remarks-file.ts'),
  route('manage/grids', 'mall/grids/list.tsx'),
  route('manage/grids/plan/:plan', 'mall/grids/plan.tsx'),
  route('manage/grids/booth/:unit', 'mall/grids/answered.tsx'),
  route('manage/roster/import', 'mall/roster/import/upload.tsx'),
  route('manage/roster/import/:sheet', 'mall/roster/import/detail.tsx'),
  route('manage/roster/import/:sheet/rows', 'mall/roster/import/bad-rows.ts'),
  route('manage/roster/template', 'mall/roster/import/template.ts'),
  route('manage/codes', 'mall/codes/sheets.tsx'),
  route('manage/settings', 'mall/settings/settings.tsx'),
  route('manage/settings/names', 'mall/settings/names.tsx'),
  route('manage/settings/time', 'mall/settings/time.tsx'),
  route('manage/settings/languages', 'mall/settings/languages.tsx'),
  route('manage/settings/calendar', 'mall/settings/calendar.tsx'),
  route('manage/settings/trades', 'mall/settings/trades.tsx'),
  route('manage/settings/programs', 'mall/settings/programs.tsx'),
  route('manage/settings/clocks', 'mall/settings/clocks.tsx'),
  route('manage/settings/keeping', 'mall/settings/keeping.tsx'),
  route('manage/settings/receivers', 'mall/settings/receivers.tsx'),
  route('manage/settings/emergency', 'mall/settings/emergency.tsx'),
  route('manage/settings/calendar/import', 'mall/settings/calendar-import.tsx'),
];

/** Below `/m/:mall/roster`, open to whoever passes by. */
export const rosterRoutes = [index('mall/roles/roster-page.tsx'), route(':grid', 'mall/roles/roster-corner.tsx')];

/** Below `/me`: one's own roles in all malls. */
export const myRolesRoutes = [route('me/roles', 'mall/roles/my-roles.tsx'), route('me/roles/:term', 'mall/roles/my-term.tsx')];

/** Outside of every mall's pages: what is printed on a sign, open to whoever scans it. */
export const codeRoutes = [route('c/:code', 'mall/codes/scanned.tsx'), route('c/:code/find', 'mall/codes/find-shop.tsx')];
