import type { IconName } from '#app/components/icon-names.ts';
import type { Localized } from '#app/i18n/languages.ts';

/** What everybody in the mall may need, as the map, its legend and its list call it; words are `mall:asset.<kind>`. */
export const ASSET_KINDS = ['exit', 'emergency-exit', 'stairs', 'elevator', 'escalator', 'toilet', 'extinguisher', 'hydrant', 'alarm', 'defibrillator', 'first-aid', 'water', 'information'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

export const ASSET_ICONS: Record<AssetKind, IconName> = {
  exit: 'arrow-bar-to-up',
  'emergency-exit': 'walk',
  stairs: 'stairs',
  elevator: 'elevator',
  escalator: 'escalator-up',
  toilet: 'man',
  extinguisher: 'flame',
  hydrant: 'droplet',
  alarm: 'bell',
  defibrillator: 'heart-handshake',
  'first-aid': 'stethoscope',
  water: 'droplet',
  information: 'info-circle',
};

/** From the categories of IMDF's units, openings and amenities, and of plans from elsewhere. The first that fits. */
const WORDS: readonly [RegExp, AssetKind][] = [
  [/extinguisher/, 'extinguisher'],
  [/hydrant|standpipe/, 'hydrant'],
  [/alarm/, 'alarm'],
  [/defibrillator|^aed/, 'defibrillator'],
  [/^emergency\.?exit|emergencyexit/, 'emergency-exit'],
  [/^pedestrian\.principal|^entry|^exit/, 'exit'],
  [/^stairs|^steps/, 'stairs'],
  [/^elevator/, 'elevator'],
  [/^escalator/, 'escalator'],
  [/^restroom|^toilet/, 'toilet'],
  [/^firstaid/, 'first-aid'],
  [/^drinkingfountain|^water/, 'water'],
  [/^information/, 'information'],
];

export const assetKindOf = (category: string): AssetKind | null => WORDS.find(([pattern]) => pattern.test(category.toLowerCase()))?.[1] ?? null;

export interface MapAsset {
  id: string;
  kind: AssetKind;
  /** Its own name, where the plan gives one. */
  names?: Localized;
  /** Number of the booth nearest to it, empty where there is none: how somebody who doesn't see the plan finds it. */
  near: string;
  /** In drawing units, like everything of a {@link LevelPlan}. */
  x: number;
  y: number;
}

export interface AssetSum {
  kind: AssetKind;
  count: number;
}

/** How often each kind is there, in the order of {@link ASSET_KINDS}. */
export function sumAssets(assets: readonly MapAsset[]): AssetSum[] {
  return ASSET_KINDS.flatMap((kind) => {
    const count = assets.filter((asset) => asset.kind === kind).length;
    return count > 0 ? [{ kind, count }] : [];
  });
}

/** By kind in the order of {@link ASSET_KINDS}, and along the numbers of the booths beside them. */
export const inTurn = (assets: readonly MapAsset[]): MapAsset[] =>
  [...assets].sort((a, b) => ASSET_KINDS.indexOf(a.kind) - ASSET_KINDS.indexOf(b.kind) || a.near.localeCompare(b.near, 'en', { numeric: true }) || (a.id < b.id ? -1 : 1));

interface Numbered {
  number: string;
  x: number;
  y: number;
}
/** The number of whatever is nearest in a straight line. */
export function nearestTo({ x, y }: { x: number; y: number }, booths: readonly Numbered[]): string {
  let best = { number: '', far: Infinity };
  for (const booth of booths) {
    const far = (booth.x - x) ** 2 + (booth.y - y) ** 2;
    if (far < best.far) best = { number: booth.number, far };
  }
  return best.number;
}
