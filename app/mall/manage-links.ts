import type { IconName } from '#app/components/icon-names.ts';
import type { Permission } from '#app/platform/permissions.ts';

export interface ManageLink {
  /** Key of its words in `manage.json`: `link.<key>.name` and `link.<key>.hint`. */
  key: 'start' | 'map-import' | 'map-edit' | 'grids' | 'roles' | 'roster' | 'people' | 'members' | 'rounds' | 'questions' | 'codes' | 'doors' | 'warnings' | 'help-plans' | 'settings';
  /** Below `/m/:mall/manage/`. */
  path: string;
  icon: IconName;
  can: Permission;
}

/** What keeps a mall true, in the order in which a new association does it. A page that is made adds its line here. */
export const MANAGE_LINKS: readonly ManageLink[] = [
  { key: 'start', path: 'start', icon: 'flag', can: 'mall:manage' },
  { key: 'map-import', path: 'map-import', icon: 'upload', can: 'map:edit' },
  { key: 'map-edit', path: 'map-edit', icon: 'pencil', can: 'map:edit' },
  { key: 'grids', path: 'grids', icon: 'layout-dashboard', can: 'mall:manage' },
  { key: 'roles', path: 'roles', icon: 'users', can: 'roles:oversee' },
  { key: 'roster', path: 'roster', icon: 'building-store', can: 'mall:manage' },
  { key: 'people', path: 'people', icon: 'user-check', can: 'mall:manage' },
  { key: 'members', path: 'members', icon: 'user-plus', can: 'mall:manage' },
  { key: 'rounds', path: 'rounds', icon: 'walk', can: 'mall:manage' },
  { key: 'questions', path: 'questions', icon: 'clipboard-list', can: 'mall:manage' },
  { key: 'codes', path: 'codes', icon: 'qrcode', can: 'mall:manage' },
  { key: 'doors', path: 'doors', icon: 'key', can: 'mall:manage' },
  { key: 'warnings', path: 'warnings', icon: 'alert-triangle', can: 'mall:manage' },
  { key: 'help-plans', path: 'help-plans', icon: 'clipboard-list', can: 'mall:manage' },
  { key: 'settings', path: 'settings', icon: 'settings', can: 'mall:manage' },
];
