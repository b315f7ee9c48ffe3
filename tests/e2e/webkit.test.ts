import { By, error, until, type WebDriver } from 'selenium-webdriver';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startWebkit, webkit, type WebkitHouse } from '#tests/setup/webkit.ts';
import { say } from './people.ts';

const PATIENCE = 20_000;
const NUMBER = /ZL-\d{4}-\d{7}/;

/** Safari's engine drops Secure cookies on http and is strict about much else: the thread's main steps, in Uyghur. */
describe.runIf(webkit)('in Safari’s engine', () => {
  let house: WebkitHouse;
  let driver: WebDriver;
  const address = (path: string) => new URL(path, inject('portalUrl')).href;
  const find = (css: string) => driver.wait(until.elementLocated(By.css(css)), PATIENCE);
  /** What the page says; nothing while one page gives way to the next. */
  const text = () => find('main').then((main) => main.getText()).catch((trouble: unknown) => {
    if (trouble instanceof error.StaleElementReferenceError) return '';
    throw trouble;
  });

  /** Types until the words stand in the field: right after a cold start the driver may still hold the page before. */
  const type = (css: string, words: string) =>
    driver.wait(async () => {
      try {
        const field = await find(css);
        await field.clear();
        await field.sendKeys(words);
        return (await field.getAttribute('value')) === words;
      } catch (trouble) {
        if (trouble instanceof error.StaleElementReferenceError) return false;
        throw trouble;
      }
    }, PATIENCE);

  async function signIn(userName: string, language: string): Promise<void> {
    await driver.get(address('/sign-in'));
    await driver.manage().deleteAllCookies();
    await driver.manage().addCookie({ name: 'lng', value: language });
    await driver.get(address('/sign-in'));
    await type('[name=username]', userName);
    await type('[name=password]', 'demo-only-password');
    await (await find('form button[type=submit]:not([name])')).click();
    await driver.wait(async () => new URL(await driver.getCurrentUrl()).pathname.startsWith('/m/'), PATIENCE);
  }

  beforeAll(async () => {
    house = await startWebkit();
    driver = await house.open();
  });
  afterAll(async () => {
    await driver?.quit();
    house?.close();
  });

  test('a merchant signs in, from right to left', async () => {
    await signIn('merchant', 'ug');
    expect(await (await find('html')).getAttribute('dir')).toBe('rtl');
    await driver.wait(async () => (await text()).includes(say('ug', 'home:ask.title')), PATIENCE);
  });

  test('she sees the map of her level with its grids, and opens a shop', async () => {
    await driver.get(address('/m/jinqiao/map?q=F1-067'));
    expect((await driver.findElements(By.css('a[data-u]'))).length).toBeGreaterThan(100);
    expect(await text()).toContain('ئانارگۈل');
  });

  test('she asks in one sentence and gets her number', async () => {
    await driver.get(address('/m/jinqiao/ask?program=mutual-aid'));
    await (await find('[name=words]')).sendKeys('سافارىدىن سىناق: شوتا كېرەك');
    const buttons = await driver.findElements(By.css('main button[type=submit]'));
    await buttons.at(-1)?.click();
    await driver.wait(until.urlMatches(/\/sent$/), PATIENCE);
    await driver.wait(async () => NUMBER.test(await text()), PATIENCE);
  });

  test('a volunteer finds it on her desk and takes it on', async () => {
    await signIn('manager', 'zh');
    await driver.get(address('/m/jinqiao/requests?show=desk'));
    await driver.wait(async () => (await text()).includes('سافارىدىن'), PATIENCE);
    const link = await driver.findElement(By.xpath('//main//a[contains(., "سافارىدىن")]'));
    await driver.get((await link.getAttribute('href')) ?? '');
    await (await find('button[value="do-it"]')).click();
    await driver.wait(async () => (await driver.findElements(By.css('button[value="done"]'))).length > 0, PATIENCE);
  });
});
