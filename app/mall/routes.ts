import { route } from '@remix-run/route-config';

/** Below `/m/:mall`. */
export const mallRoutes = [
  route('map', 'mall/map.tsx'),
  route('map/drawing', 'mall/map-drawing.ts'),
  route('map/print', 'mall/map-print.tsx'),
  route('manage', 'mall/manage.tsx'),
  route('manage/roles', 'mall/roles/manage-roles.tsx'),
  route('manage/roster', 'mall/roster/list.tsx'),
  route('manage/roster/new', 'mall/roster/new.tsx'),
  route('manage/roster/shop/:merchant', 'mall/roster/shop.tsx'),
  route('manage/roster/booth/:unit', 'mall/roster/booth.tsx'),
  route('manage/map-edit', 'mall/editing/map-edit.tsx'),
  route('manage/map-import', 'mall/bringing/hub.tsx'),
  route('manage/map-import/quick', 'mall/bringing/quick.tsx'),
  route('manage/map-import/export', 'mall/bringing/export.ts'),
  route('manage/map-import/:import', 'mall/bringing/import.tsx'),
  route('manage/map-import/:import/remarks', 'mall/bringing/remarks-file.ts'),
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
  route('manage/settings/calendar/import', 'mall/settings/calendar-import.tsx'),
];

/** Outside of every mall's pages: what is printed on a sign, open to whoever scans it. */
export const codeRoutes = [route('c/:code', 'mall/codes/scanned.tsx')];
