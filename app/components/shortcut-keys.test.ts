import { describe, expect, it } from 'vitest';
import { keyOf } from './shortcut-keys.ts';

const pressed = (code: string, key: string, more: object = {}) => keyOf({ code, key, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, isComposing: false, target: null, ...more } as never);
const field = (tagName: string, type?: string) => ({ target: { tagName, type } });

describe('a single key', () => {
  it('is the same on every keyboard of the mall', () => {
    for (const key of ['j', 'о', 'ج', 'Process']) expect(pressed('KeyJ', key)).toBe('next');
    for (const key of ['?', '؟', '？']) expect(pressed('Digit7', key, { shiftKey: true })).toBe('help');
    expect(pressed('Slash', '.')).toBe('search');
    expect(pressed('KeyT', 't')).toBe('take-on');
  });

  it('means nothing where it is written, with another key, or while a sign is put together', () => {
    for (const where of [field('INPUT', 'search'), field('INPUT', 'text'), field('TEXTAREA'), field('SELECT'), { target: { tagName: 'DIV', isContentEditable: true } }]) expect(pressed('KeyJ', 'j', where)).toBeNull();
    for (const more of [{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { shiftKey: true }, { isComposing: true }]) expect(pressed('KeyK', 'k', more)).toBeNull();
    expect(pressed('KeyX', 'x', field('INPUT', 'checkbox'))).toBe('choose');
    expect(pressed('KeyJ', 'j', field('A'))).toBe('next');
  });
});
