import { PREFIX, store } from '#app/components/drafts.ts';
import type { Change, Item } from './items.ts';

const keyOf = (level: string): string => `${PREFIX}plan#${level}`;

const isItem = (item: unknown): item is Item => typeof item === 'object' && item !== null && 'type' in item && (item.type === 'unit' ? 'shape' in item : item.type === 'door' && 'line' in item);
const isChange = (change: unknown): change is Change =>
  typeof change === 'object' && change !== null && 'id' in change && typeof change.id === 'string' && 'version' in change && typeof change.version === 'number' && 'item' in change && (change.item === null || isItem(change.item));

/** What was drawn on a level and not saved, kept like every draft: over a reload, until the tab or the session ends. */
export function keptChanges(level: string): Change[] {
  try {
    const kept: unknown = JSON.parse(store()?.getItem(keyOf(level)) ?? '[]');
    return Array.isArray(kept) && kept.every(isChange) ? kept : [];
  } catch {
    return [];
  }
}

/** @returns whether they are kept: a drawing may be larger than the device gives */
export function keepChanges(level: string, changes: readonly Change[]): boolean {
  try {
    if (changes.length === 0) store()?.removeItem(keyOf(level));
    else store()?.setItem(keyOf(level), JSON.stringify(changes));
    return true;
  } catch {
    return false;
  }
}
