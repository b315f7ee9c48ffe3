import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, BOTH_WAYS, keptSession, type Somebody, troubles } from './people.ts';

const MALL = '/m/jinqiao';
const NUMBER = /ZL-\d{4}-\d{7}/;
const asMerchant = keptSession('merchant');
const asManager = keptSession('manager');
const asNeighbor = keptSession('merchant2');
/** What is asked, a word of it as somebody else would write it, and the way it is asked. */
const SAID = {
  zh: { words: '门口的遮阳篷被风掀翻了', query: '遮阳篷', program: 'safety' },
  ug: { words: 'ئىشىك ئالدىدىكى سايىۋەننى شامال ئۆرۈۋەتتى', query: 'سايىۋەنلەر', program: 'safety' },
};

describe.each(BOTH_WAYS)('one box over requests and shops $name', ({ script, language, options }) => {
  let merchant: Somebody;
  let manager: Somebody;
  let neighbor: Somebody;
  let number = '';
  const said = SAID[language];

  /** From the list of requests, as its field says. */
  async function search({ page, t }: Somebody, query: string): Promise<void> {
    await page.goto(`${MALL}/requests`);
    await page.locator('form[role=search] [name=q]').fill(query);
    await page.locator('form[role=search]').getByRole('button', { name: t('button.search') }).click();
    await page.waitForURL(/\/search\?q=/);
    await page.getByRole('heading', { level: 1, name: t('search:title') }).waitFor();
  }

  beforeAll(async () => {
    const look = { ...options, javaScriptEnabled: script };
    [merchant, manager, neighbor] = [await asMerchant(language, look), await asManager(language, look), await asNeighbor(language, look)];
    await merchant.page.goto(`${MALL}/ask?program=${said.program}`);
    await merchant.page.locator('[name=words]').fill(said.words);
    await merchant.page.locator('button[type=submit]').last().click();
    await merchant.page.waitForURL(/\/sent/);
    await merchant.page.locator('main').getByText(NUMBER).first().waitFor();
    number = NUMBER.exec(await merchant.page.locator('main').innerText())?.[0] ?? '';
    expect(number).toMatch(NUMBER);
  });
  afterAll(async () => {
    // Nothing of it stays on the manager's desk, which other walks count on.
    await merchant.page.goto(`${MALL}/requests/${number}`);
    const fold = merchant.page.locator('details', { has: merchant.page.locator('button[value=withdraw]') }).last();
    if (await fold.count()) await fold.locator('summary').first().click();
    await merchant.page.locator('button[value=withdraw]').last().click();
    expect(troubles.splice(0)).toEqual([]);
  });

  test('finds what a merchant asked, for her and for her grid’s manager, though the word ends otherwise', async () => {
    for (const person of [merchant, manager]) {
      await search(person, said.query);
      await person.page.getByRole('link', { name: new RegExp(said.words) }).waitFor();
      expect(script ? await axeFindings(person.page) : []).toEqual([]);
    }
    await manager.page.getByRole('link', { name: new RegExp(said.words) }).click();
    await manager.page.waitForURL((url) => url.pathname.endsWith(number));
  });

  test('shows a neighbour nothing of it, neither by its words nor by its number, and keeps what she typed', async () => {
    for (const query of [said.query, number]) {
      await search(neighbor, query);
      await neighbor.page.getByText(neighbor.t('search:none.title', { query })).waitFor();
      expect(await neighbor.page.locator('main').innerText()).not.toContain(said.words);
      expect(await neighbor.page.locator('[name=q]').inputValue()).toBe(query);
    }
    expect(script ? await axeFindings(neighbor.page) : []).toEqual([]);
  });

  test('finds a request by its number however it is typed, and a shop by its booth', async () => {
    await search(manager, number.toLowerCase().replaceAll('-', ' '));
    await manager.page.getByRole('link', { name: new RegExp(said.words) }).waitFor();
    await search(manager, 'F1-067');
    await manager.page.locator('a[href*="/map?unit="]').first().click();
    await manager.page.waitForURL(/\/map\?unit=/);
  });

  test('says what it looks through before anything is asked', async () => {
    await manager.page.goto(`${MALL}/search`);
    await manager.page.getByText(manager.t('search:start.title')).waitFor();
  });
});
