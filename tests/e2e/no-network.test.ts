import { expect, inject, it } from 'vitest';
import { newPerson, PHONE } from '../setup/browser.ts';

it('shows one page of its own without a network, in the language of the pages before', async () => {
  const person = await newPerson(PHONE);
  await person.addCookies([{ name: 'lng', value: 'ug', url: inject('portalUrl') }]);
  const page = await person.newPage();
  await page.goto('/parts');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await person.setOffline(true);
  await page.goto('/sign-in');
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('تور يوق');
  await person.setOffline(false);
  await page.getByRole('link').click();
  await page.locator('[name=username]').waitFor();
});

it('keeps no page and no data on the device: two texts that are the same for everybody', async () => {
  const person = await newPerson(PHONE);
  const page = await person.newPage();
  await page.goto('/parts');
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  expect(kept).toEqual(['/offline', '/push-words']);
});

it('names itself for the first screen of a phone in each language', async () => {
  for (const [language, dir] of [['ug', 'rtl'], ['ru', 'ltr']] as const) {
    const answer = await fetch(`${inject('portalUrl')}/manifest.webmanifest?lng=${language}`);
    const manifest = (await answer.json()) as { lang: string; dir: string; name: string; icons: { src: string }[] };
    expect([manifest.lang, manifest.dir]).toEqual([language, dir]);
    for (const { src } of manifest.icons) expect((await fetch(inject('portalUrl') + src)).headers.get('content-type')).toBe('image/png');
  }
});
