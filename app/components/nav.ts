import type { IconName } from './icon-names.ts';

/** As whom somebody looks at the mall; who is several things chooses in Me. */
export type View = 'merchant' | 'volunteer' | 'officer' | 'official' | 'partner' | 'operator' | 'passer-by';

export type NavKey =
  | 'home' | 'today' | 'requests' | 'map' | 'notices' | 'me' | 'visits' | 'programs' | 'council' | 'record-and-log'
  | 'summary' | 'round' | 'passed-to-us' | 'warnings' | 'reports' | 'report-hazard' | 'ask' | 'find-shop' | 'follow-number';

export interface NavItem {
  key: NavKey;
  to: string;
  icon: IconName;
  /** How many things there wait for this person: saffron, so never a mere total. */
  count?: number;
  /** Only this very address is "here", not the pages below it. */
  end?: boolean;
  /** Stands in the rail at a desk only: a phone's bar has room for five, and its first page leads there. */
  rail?: boolean;
}

/** Every entry's icon and its address below the mall's or the office's own. */
const ENTRIES: Record<NavKey, { icon: IconName; path: string; end?: boolean }> = {
  home: { icon: 'home', path: '', end: true },
  today: { icon: 'walk', path: '', end: true },
  requests: { icon: 'clipboard-list', path: '/requests' },
  map: { icon: 'map-2', path: '/map' },
  notices: { icon: 'bell', path: '/notices' },
  me: { icon: 'user', path: '/me' },
  visits: { icon: 'walk', path: '/visits' },
  programs: { icon: 'apps', path: '/programs' },
  council: { icon: 'messages', path: '/council' },
  'record-and-log': { icon: 'book-2', path: '/record' },
  summary: { icon: 'layout-dashboard', path: '', end: true },
  round: { icon: 'walk', path: '/round' },
  'passed-to-us': { icon: 'clipboard-list', path: '/passed' },
  warnings: { icon: 'alert-triangle', path: '/warnings' },
  reports: { icon: 'file-analytics', path: '/reports' },
  'report-hazard': { icon: 'flag', path: '/report' },
  ask: { icon: 'message-2-plus', path: '/ask' },
  'find-shop': { icon: 'zoom', path: '/map' },
  'follow-number': { icon: 'clipboard-list', path: '/follow' },
};

/** What each view finds in its tabs or rail, the first thing seen first. */
export const NAV: Record<View, readonly NavKey[]> = {
  merchant: ['home', 'requests', 'map', 'notices', 'me'],
  volunteer: ['today', 'requests', 'map', 'notices', 'me'],
  officer: ['today', 'map', 'requests', 'visits', 'notices', 'programs', 'council', 'record-and-log'],
  official: ['summary', 'round', 'passed-to-us', 'warnings', 'notices', 'reports'],
  partner: ['home', 'requests', 'map', 'me'],
  operator: [],
  'passer-by': [],
};

/** More tabs than a thumb and six scripts have room for. */
const RAIL_ONLY: Partial<Record<View, readonly NavKey[]>> = { officer: ['visits', 'programs', 'council', 'record-and-log'] };

/**
 * The entries of a view under `base` (`/m/<slug>` or `/office/<id>`). `keys` leaves out what the house doesn't have yet;
 * `paths` overrides single addresses.
 */
export function navOf(
  view: View,
  base: string,
  { counts = {}, keys = NAV[view], paths = {} }: { counts?: Partial<Record<NavKey, number>>; keys?: readonly NavKey[]; paths?: Partial<Record<NavKey, string>> } = {},
): NavItem[] {
  return keys.map((key) => {
    const { path, icon, end } = ENTRIES[key];
    // A volunteer's today is her walk; an officer's is the mall's first page.
    if (key === 'today' && view === 'volunteer') return { key, to: paths.today ?? `${base}/visits`, icon, count: counts.today };
    return { key, to: paths[key] ?? `${base}${path}`, icon: key === 'today' ? 'home' : icon, count: counts[key], end, rail: RAIL_ONLY[view]?.includes(key) };
  });
}
