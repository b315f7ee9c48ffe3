import { By, until, type WebDriver } from 'selenium-webdriver';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { startWebkit, webkit, type WebkitHouse } from '#tests/setup/webkit.ts';
import { say } from './people.ts';
import { Safari } from './safari.ts';

const PATIENCE = 60_000;
const NUMBER = /ZL-\d{4}-\d{7}/;

/** Safari's engine drops Secure cookies on http and is strict about much else: the whole thread, in four languages. */
describe.runIf(webkit)('in Safari’s engine', () => {
  let house: WebkitHouse;
  let driver: WebDriver;
  let phone: Safari;
  const find = (css: string) => driver.wait(until.elementLocated(By.css(css)), PATIENCE);
  /** Presses the first one that is to be seen: others may stand in closed details. */
  const press = async (css: string) => {
    const shown = async () => {
      for (const one of await driver.findElements(By.css(css))) if (await one.isDisplayed()) return one;
      return null;
    };
    const button = await driver.wait(shown, PATIENCE, css);
    await driver.executeScript('arguments[0].scrollIntoView({block: "center"}); arguments[0].click()', button);
  };
  /** Radio buttons and boxes are drawn by their labels. */
  const choose = async (css: string) => driver.executeScript('arguments[0].click()', await find(css));
  /** Opens what is folded away, says why, and presses its button. */
  async function act(intent: string, words: string): Promise<void> {
    const inside = `//details[.//button[@value="${intent}"]]`;
    const last = async (xpath: string) => (await driver.findElements(By.xpath(xpath))).at(-1);
    await driver.executeScript('arguments[0].click()', await last(`${inside}/summary`));
    await (await last(`${inside}//*[@name="words"]`))?.sendKeys(words);
    await driver.executeScript('arguments[0].click()', await last(`${inside}//button[@value="${intent}"]`));
  }
  /** Presses a button and waits until the page it was on has gone or changed. */
  async function pressAndWait(css: string, seen: () => Promise<boolean>): Promise<void> {
    await press(css);
    await driver.wait(seen, PATIENCE);
  }
  const has = (css: string) => async () => (await driver.findElements(By.css(css))).length > 0;
  const says = (words: string) => async () => (await phone.text()).includes(words);
  /** The request's number, told from step to step. */
  let number = '';

  async function signIn(userName: string, language: string): Promise<void> {
    await phone.signIn(userName, language);
    // A second factor's code stands in its field in a demonstration.
    if (new URL(await driver.getCurrentUrl()).pathname === '/sign-in/code') await (await find('main form button[type=submit]')).click();
    await driver.wait(async () => /^\/(m|office)\//.test(new URL(await driver.getCurrentUrl()).pathname), PATIENCE);
  }

  beforeAll(async () => {
    house = await startWebkit();
    driver = await house.open();
    phone = new Safari(driver, () => inject('portalUrl'), PATIENCE);
  });
  afterAll(async () => {
    await driver?.quit();
    house?.close();
  });

  test('a merchant signs in, from right to left', async () => {
    await signIn('merchant', 'ug');
    expect(await (await find('html')).getAttribute('dir')).toBe('rtl');
    await driver.wait(async () => (await phone.text()).includes(say('ug', 'home:ask.title')), PATIENCE);
  });

  test('she sees the map of her level with its grids, and opens a shop', async () => {
    await phone.open('/m/jinqiao/map?q=F1-067');
    expect((await driver.findElements(By.css('a[data-u]'))).length).toBeGreaterThan(100);
    expect(await phone.text()).toContain('ئانارگۈل');
  });

  test('she asks in one sentence and gets her number', async () => {
    await phone.open('/m/jinqiao/ask?program=mutual-aid');
    await (await find('[name=words]')).sendKeys('سافارىدىن سىناق: شوتا كېرەك');
    const buttons = await driver.findElements(By.css('main button[type=submit]'));
    await buttons.at(-1)?.click();
    await driver.wait(until.urlMatches(/\/sent$/), PATIENCE);
    await driver.wait(async () => NUMBER.test(await phone.text()), PATIENCE);
    number = NUMBER.exec(await phone.text())?.[0] ?? '';
  });

  test('a volunteer finds it on her desk and takes it on', async () => {
    await signIn('manager', 'zh');
    await phone.open('/m/jinqiao/requests?show=desk');
    await driver.wait(async () => (await phone.text()).includes('سافارىدىن'), PATIENCE);
    const link = await driver.findElement(By.xpath('//main//a[contains(., "سافارىدىن")]'));
    await phone.open((await link.getAttribute('href')) ?? '');
    await (await find('button[value="do-it"]')).click();
    await driver.wait(async () => (await driver.findElements(By.css('button[value="done"]'))).length > 0, PATIENCE);
  });

  test('she hands it up with a reason, the leader solves it, and the merchant says yes', async () => {
    await act('hand-up', '梯子在库房');
    await driver.wait(says('梯子在库房'), PATIENCE);
    await signIn('leader', 'kk');
    await phone.open(`/m/jinqiao/requests/${number}`);
    await pressAndWait('button[value="take-on"]', has('button[value="done"]'));
    await pressAndWait('button[value="done"]', async () => !(await has('button[value="done"]')()));
    await signIn('merchant', 'ug');
    await phone.open(`/m/jinqiao/requests/${number}`);
    await pressAndWait('button[value="confirm"]', says(say('ug', 'button.reopen')));
    expect(await phone.text()).toContain(say('ug', 'words:outcome.solved'));
  });

  test('she passes it on by her own consent, and the office reads it in Russian', async () => {
    await pressAndWait('button[value="not-solved"]', says(say('ug', 'words:stage.reopened')));
    await phone.open(`/m/jinqiao/requests/${number}/pass-on`);
    await choose('input[name=agreed]');
    const buttons = await driver.findElements(By.css('main button[type=submit]'));
    await buttons.at(-1)?.click();
    await driver.wait(until.urlMatches(new RegExp(`${number}$`)), PATIENCE);
    await signIn('official', 'ru');
    await driver.wait(says(number), PATIENCE);
    const link = await driver.findElement(By.xpath(`//main//a[contains(@href, "${number}")]`));
    await phone.open((await link.getAttribute('href')) ?? '');
    await driver.wait(says('سافارىدىن'), PATIENCE);
  });

  test('a volunteer records a visit in two taps, and its need is the shop’s to send', async () => {
    await signIn('manager', 'zh');
    await phone.open('/m/jinqiao/map?q=F1-067');
    const visit = await driver.wait(until.elementLocated(By.linkText(say('zh', 'mall:unit.visit'))), PATIENCE);
    await phone.open((await visit.getAttribute('href')) ?? '');
    await choose('input[name=outcome][value=met]');
    const need = await driver.findElement(By.xpath(`//main//label[contains(., "${say('zh', 'words:program.safety')}")]`));
    await driver.executeScript('arguments[0].click()', need);
    await (await find('[name="need-safety"]')).sendKeys('苹果浏览器里的灯');
    const save = await driver.findElement(By.xpath(`//main//button[contains(., "${say('zh', 'button.save')}")]`));
    await driver.executeScript('arguments[0].click()', save);
    await driver.wait(until.urlMatches(/\/visits(\?|$)/), PATIENCE);
    await signIn('merchant', 'ug');
    await phone.open('/me/record');
    await driver.wait(says('苹果浏览器里的灯'), PATIENCE);
    const entry = '//li[contains(., "苹果浏览器里的灯")]';
    const right = await driver.findElement(By.xpath(`${entry}//button[contains(., "${say('ug', 'record:visits.right')}")]`));
    await driver.executeScript('arguments[0].click()', right);
    await driver.wait(async () => (await driver.findElements(By.xpath(`${entry}//button[contains(., "${say('ug', 'record:visits.right')}")]`))).length === 0, PATIENCE);
    const send = await driver.findElement(By.xpath(`${entry}//button[contains(., "${say('ug', 'record:needs.send')}")]`));
    await driver.executeScript('arguments[0].click()', send);
    await driver.wait(until.urlMatches(/\/requests\/ZL-/), PATIENCE);
    await driver.wait(says('苹果浏览器里的灯'), PATIENCE);
  });

  test('an officer’s notice reaches her and is acknowledged', async () => {
    await signIn('officer', 'zh');
    await phone.open('/m/jinqiao/notices/new');
    const grid = await driver.findElement(By.xpath('//main//a[contains(@href, "to=grid") and contains(., "9")]'));
    await phone.open((await grid.getAttribute('href')) ?? '');
    await choose('input[name=class][value=must-acknowledge]');
    await choose('input[name=fixed][value=water]');
    const buttons = await driver.findElements(By.css('main button[type=submit]'));
    await driver.executeScript('arguments[0].click()', buttons.at(-1));
    await driver.wait(until.urlMatches(/\/notices\/[0-9a-f-]{36}/), PATIENCE);
    const notice = new URL(await driver.getCurrentUrl()).pathname;
    await signIn('merchant', 'ug');
    await phone.open(notice);
    const gotIt = await driver.wait(until.elementLocated(By.xpath(`//main//button[contains(., "${say('ug', 'button.got-it')}")]`)), PATIENCE);
    await driver.executeScript('arguments[0].click()', gotIt);
    await driver.wait(async () => (await driver.findElements(By.xpath(`//main//button[contains(., "${say('ug', 'button.got-it')}")]`))).length === 0, PATIENCE);
  });
});
