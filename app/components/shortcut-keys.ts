export type Shortcut = 'next' | 'previous' | 'open' | 'take-on' | 'choose' | 'search' | 'help';

/** By the place of the key, so that they are the same on a Cyrillic, Arabic or Chinese keyboard. */
const BY_PLACE: Record<string, Shortcut> = { KeyJ: 'next', KeyK: 'previous', KeyO: 'open', KeyT: 'take-on', KeyX: 'choose', Slash: 'search' };

type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'> & { target: EventTarget | null };

/** What a key means outside of fields; null where it is written, or belongs to the browser. */
export function keyOf({ key, code, shiftKey, ctrlKey, altKey, metaKey, isComposing, target }: Pressed): Shortcut | null {
  if (ctrlKey || altKey || metaKey || isComposing || isWritten(target)) return null;
  if (key === '?' || key === '؟' || key === '？' || (shiftKey && code === 'Slash')) return 'help';
  if (shiftKey) return null;
  return key === '/' ? 'search' : (BY_PLACE[code] ?? null);
}

/** Letters belong to a field that takes them: a box to tick takes none. */
function isWritten(target: EventTarget | null): boolean {
  const { tagName, type, isContentEditable } = (target ?? {}) as { tagName?: string; type?: string; isContentEditable?: boolean };
  if (isContentEditable || tagName === 'TEXTAREA' || tagName === 'SELECT') return true;
  return tagName === 'INPUT' && type !== 'checkbox' && type !== 'radio' && type !== 'button' && type !== 'submit';
}
