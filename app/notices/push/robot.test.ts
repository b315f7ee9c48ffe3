import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mergeCards, MOST_BYTES } from './robot.ts';

it('one message holds as many cards as fit in its bytes, in their order, none of them twice or in half but a giant', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 900 }), { minLength: 1, maxLength: 30 }), (cards) => {
      const { text, merged } = mergeCards(cards);
      expect(merged).toBeGreaterThan(0);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
      if (merged > 1 || Buffer.byteLength(cards[0] ?? '') <= MOST_BYTES) expect(text).toBe(cards.slice(0, merged).join('\n\n'));
    }),
  );
});
