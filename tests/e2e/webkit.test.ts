import type { WebDriver } from 'selenium-webdriver';
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
  /** Follows a link by its address. */
  const follow = async (xpath: string) => phone.open((await (await phone.find(xpath)).getAttribute('href')) ?? '');
  /** The last button that sends the page's form. */
  const pressLast = () => phone.press('(//main//button[@type="submit"])[last()]');
  /** Opens what is folded away, says why, and presses its button. */
  async function act(intent: string, words: string): Promise<void> {
    const inside = `(//details[.//button[@value="${intent}"]])[last()]`;
    await phone.press(`${inside}/summary`);
    await (await phone.find(`(${inside}//*[@name="words"])[last()]`)).sendKeys(words);
    await phone.press(`(${inside}//button[@value="${intent}"])[last()]`);
  }
  /** The request's number, told from step to step. */
  let number = '';

  async function signIn(userName: string, language: string): Promise<void> {
    await phone.signIn(userName, language);
    // A second factor's code stands in its field in a demonstration.
    if (new URL(await driver.getCurrentUrl()).pathname === '/sign-in/code') {
      await phone.find('main form [name=code]');
      await phone.press('main form button[type=submit]');
    }
    await phone.isAt(/^[^/]+\/\/[^/]+\/(m|office)\//);
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

  test('a page that is written on before it has come to life comes to life', async () => {
    for (let time = 0; time < 20; time += 1) {
      await phone.open('/sign-in');
      await (await phone.find('[name=username]')).sendKeys('mer');
      await phone.alive();
    }
  });

  test('a merchant signs in, from right to left', async () => {
    await signIn('merchant', 'ug');
    expect(await (await phone.find('html')).getAttribute('dir')).toBe('rtl');
    await phone.says(say('ug', 'home:ask.title'));
  });

  test('she sees the map of her level with its grids, and opens a shop', async () => {
    await phone.open('/m/jinqiao/map?q=F1-067');
    expect(await driver.executeScript<number>('return document.querySelectorAll("a[data-u]").length')).toBeGreaterThan(100);
    expect(await phone.text()).toContain('ئانارگۈل');
  });

  test('she asks in one sentence and gets her number', async () => {
    await phone.open('/m/jinqiao/ask?program=mutual-aid');
    await phone.type('[name=words]', 'سافارىدىن سىناق: شوتا كېرەك');
    await pressLast();
    await phone.isAt(/\/sent$/);
    number = await phone.until(async () => NUMBER.exec(await phone.text())?.[0], 'a number');
  });

  test('a volunteer finds it on her desk and takes it on', async () => {
    await signIn('manager', 'zh');
    await phone.open('/m/jinqiao/requests?show=desk');
    await phone.says('سافارىدىن');
    await follow('//main//a[contains(., "سافارىدىن")]');
    await phone.press('button[value="do-it"]');
    await phone.find('button[value="done"]');
  });

  test('she hands it up with a reason, the leader solves it, and the merchant says yes', async () => {
    await act('hand-up', '梯子在库房');
    await phone.says('梯子在库房');
    await signIn('leader', 'kk');
    await phone.open(`/m/jinqiao/requests/${number}`);
    await phone.press('button[value="take-on"]');
    await phone.press('button[value="done"]');
    await phone.hasNo('button[value="done"]');
    await signIn('merchant', 'ug');
    await phone.open(`/m/jinqiao/requests/${number}`);
    await phone.press('button[value="confirm"]');
    await phone.says(say('ug', 'button.reopen'));
    expect(await phone.text()).toContain(say('ug', 'words:outcome.solved'));
  });

  test('she passes it on by her own consent, and the office reads it in Russian', async () => {
    await phone.press('button[value="not-solved"]');
    await phone.says(say('ug', 'words:stage.reopened'));
    await phone.open(`/m/jinqiao/requests/${number}/pass-on`);
    await phone.choose('input[name=agreed]');
    await pressLast();
    await phone.isAt(new RegExp(`${number}$`));
    await signIn('official', 'ru');
    await phone.says(number);
    await follow(`//main//a[contains(@href, "${number}")]`);
    await phone.says('سافارىدىن');
  });

  test('a volunteer records a visit in two taps, and its need is the shop’s to send', async () => {
    await signIn('manager', 'zh');
    await phone.open('/m/jinqiao/map?q=F1-067');
    await follow(`//a[normalize-space(.)="${say('zh', 'mall:unit.visit')}"]`);
    await phone.choose('input[name=outcome][value=met]');
    await phone.press(`//main//label[contains(., "${say('zh', 'words:program.safety')}")]`);
    await phone.type('[name="need-safety"]', '苹果浏览器里的灯');
    await phone.press(`//main//button[contains(., "${say('zh', 'button.save')}")]`);
    await phone.isAt(/\/visits(\?|$)/);
    await signIn('merchant', 'ug');
    await phone.open('/me/record');
    await phone.says('苹果浏览器里的灯');
    const button = (key: string) => `//li[contains(., "苹果浏览器里的灯")]//button[contains(., "${say('ug', key)}")]`;
    await phone.press(button('record:visits.right'));
    await phone.hasNo(button('record:visits.right'));
    await phone.press(button('record:needs.send'));
    await phone.isAt(/\/requests\/ZL-/);
    await phone.says('苹果浏览器里的灯');
  });

  test('an officer’s notice reaches her and is acknowledged', async () => {
    await signIn('officer', 'zh');
    await phone.open('/m/jinqiao/notices/new');
    await follow('//main//a[contains(@href, "to=grid") and contains(., "9")]');
    await phone.choose('input[name=class][value=must-acknowledge]');
    await phone.choose('input[name=fixed][value=water]');
    await pressLast();
    await phone.isAt(/\/notices\/[0-9a-f-]{36}/);
    const notice = new URL(await driver.getCurrentUrl()).pathname;
    await signIn('merchant', 'ug');
    await phone.open(notice);
    const gotIt = `//main//button[contains(., "${say('ug', 'button.got-it')}")]`;
    await phone.press(gotIt);
    await phone.hasNo(gotIt);
  });
});
