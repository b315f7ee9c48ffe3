import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { forgetDraftKey, openDraft, sealDraft, takeDraftKey } from './draft-seal.ts';

const WORDS = '[["words","چىراغ ئۆچۈپ قالدى"]]';
const [hers, his] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
afterEach(forgetDraftKey);

it('a draft is unreadable where it lies, opens for its person again after a sign-in, and for nobody else', async () => {
  takeDraftKey(hers);
  const stored = await sealDraft(WORDS);
  expect(stored).not.toMatch(/words|چىراغ/);
  expect(await sealDraft(WORDS)).not.toBe(stored);
  forgetDraftKey();
  expect(await openDraft(stored)).toBeNull();
  takeDraftKey(his);
  expect(await openDraft(stored)).toBeNull();
  takeDraftKey(hers);
  expect(await openDraft(stored)).toBe(WORDS);
  expect(await openDraft(`${stored.slice(0, -4)}AAAA`)).toBeNull();
});

it('a page that gets no key while the house is away goes on with the one it has', async () => {
  takeDraftKey(hers);
  takeDraftKey(null);
  expect(await sealDraft(WORDS)).toMatch(/^sealed:/);
});

it('a passer-by has no key, and her words stay as they are', async () => {
  expect(await openDraft(await sealDraft(WORDS))).toBe(WORDS);
});
