import { By, error, type WebDriver, type WebElement } from 'selenium-webdriver';

/** React has taken the page over, where there is a script at all. */
const ALIVE = `return document.readyState === "complete" && (!document.querySelector('script[type=module]') || Object.keys(document.documentElement).some((key) => key.startsWith('__reactFiber')))`;
const isStale = (trouble: unknown) => trouble instanceof error.StaleElementReferenceError || trouble instanceof error.NoSuchElementError;

/** An element by its CSS selector, or by its XPath. */
const by = (where: string) => (/^[(/]/.test(where) ? By.xpath(where) : By.css(where));

/** Hands on a phone with Safari's engine: everything waits, in ms, and is done again where one page gives way to the next. */
export class Safari {
  constructor(
    readonly driver: WebDriver,
    private readonly portal: () => string,
    private readonly patience: number,
  ) {}

  /** Comes back when the page before has gone: the driver sometimes does while it still shows it. */
  open = async (path: string): Promise<void> => {
    await this.driver.executeScript('window.before = true');
    await this.driver.get(new URL(path, this.portal()).href);
    await this.until(() => this.driver.executeScript<boolean>('return !window.before && document.readyState === "complete"'), path);
  };

  /** Until something is there, however often one page gives way to the next meanwhile. */
  until = <T>(look: () => Promise<T>, what: string): Promise<NonNullable<T>> =>
    this.driver.wait(() => look().catch(this.whenStale), this.patience, what) as Promise<NonNullable<T>>;

  private whenStale = (trouble: unknown): undefined => {
    if (!isStale(trouble)) throw trouble;
  };

  /** Until React has taken the page over. */
  alive = () => this.until(() => this.driver.executeScript<boolean>(ALIVE), 'a page that lives');

  find = (where: string): Promise<WebElement> => this.until(async () => (await this.driver.findElements(by(where)))[0], where);

  click = (element: WebElement) => this.driver.executeScript('arguments[0].scrollIntoView({ block: "center" }); arguments[0].click()', element);

  /** Presses the first one that is to be seen, once the page has come to life: a click of the driver's own goes where the button was a moment ago. */
  press = async (where: string): Promise<void> => {
    await this.until(async () => {
      if (!(await this.driver.executeScript<boolean>(ALIVE))) return false;
      for (const one of await this.driver.findElements(by(where))) if (await one.isDisplayed()) return this.click(one).then(() => true);
      return false;
    }, where);
  };

  /** Chooses a radio button or a box: its label draws it, so that it is never to be seen itself. */
  choose = async (where: string): Promise<void> => {
    await this.until(async () => (await this.driver.executeScript<boolean>(ALIVE)) && this.click(await this.find(where)).then(() => true), where);
  };

  /** Types until the words stand in the field: right after a cold start the driver may still hold the page before. */
  type = (where: string, words: string) =>
    this.until(async () => {
      const field = await this.find(where);
      await field.clear();
      await field.sendKeys(words);
      return (await field.getAttribute('value')) === words;
    }, where);

  /** What the page says; nothing while one page gives way to the next. */
  text = (): Promise<string> =>
    this.driver.findElement(By.css('main')).then((main) => main.getText()).catch((trouble: unknown) => {
      if (trouble instanceof error.WebDriverError) return '';
      throw trouble;
    });

  says = (words: string) => this.until(async () => (await this.text()).includes(words), words);

  isAt = (end: RegExp) => this.until(async () => end.test(await this.driver.getCurrentUrl()), String(end));

  /** Until the page has no such element any more. */
  hasNo = (where: string) => this.until(async () => (await this.driver.findElements(by(where))).length === 0, `no ${where}`);

  /** A button of the page by its words, once it can be pressed. */
  button = (name: string): Promise<WebElement> =>
    this.until(async () => {
      for (const one of await this.driver.findElements(By.css('main button'))) if ((await one.getText()).trim() === name && (await one.isEnabled())) return one;
      return undefined;
    }, name);

  /** Fills in the demonstration's sign-in page; where it leads to is the caller's. */
  async signIn(userName: string, language: string): Promise<void> {
    await this.open('/sign-in');
    await this.driver.manage().deleteAllCookies();
    await this.driver.manage().addCookie({ name: 'lng', value: language });
    await this.open('/sign-in');
    await this.type('[name=username]', userName);
    await this.type('[name=password]', 'demo-only-password');
    await this.press('form button[type=submit]:not([name])');
    await this.until(async () => !new URL(await this.driver.getCurrentUrl()).pathname.endsWith('/sign-in'), 'signed in');
  }
}
