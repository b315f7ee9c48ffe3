import { By, error, type WebDriver, type WebElement } from 'selenium-webdriver';

const isStale = (trouble: unknown) => trouble instanceof error.StaleElementReferenceError;

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
    await this.driver.wait(async () => this.driver.executeScript('return !window.before && document.readyState === "complete"').catch(() => false), this.patience, path);
  };

  find = (css: string): Promise<WebElement> => this.driver.wait(async () => (await this.driver.findElements(By.css(css)))[0], this.patience, css) as Promise<WebElement>;

  click = (element: WebElement) => this.driver.executeScript('arguments[0].click()', element);

  press = async (css: string) => this.click(await this.find(css));

  /** Types until the words stand in the field: right after a cold start the driver may still hold the page before. */
  type = (css: string, words: string) =>
    this.driver.wait(async () => {
      try {
        const field = await this.find(css);
        await field.clear();
        await field.sendKeys(words);
        return (await field.getAttribute('value')) === words;
      } catch (trouble) {
        if (isStale(trouble)) return false;
        throw trouble;
      }
    }, this.patience, css);

  /** What the page says; nothing while one page gives way to the next. */
  text = (): Promise<string> =>
    this.driver.findElement(By.css('main')).then((main) => main.getText()).catch((trouble: unknown) => {
      if (trouble instanceof error.WebDriverError) return '';
      throw trouble;
    });

  says = (words: string) => this.driver.wait(async () => (await this.text()).includes(words), this.patience, words);

  isAt = (end: RegExp) => this.driver.wait(async () => end.test(await this.driver.getCurrentUrl()), this.patience, String(end));

  /** A button of the page by its words, once it can be pressed. */
  button = (name: string): Promise<WebElement> =>
    this.driver.wait(async () => {
      try {
        for (const one of await this.driver.findElements(By.css('main button'))) if ((await one.getText()).trim() === name && (await one.isEnabled())) return one;
      } catch (trouble) {
        if (!isStale(trouble)) throw trouble;
      }
      return undefined;
    }, this.patience, name) as Promise<WebElement>;

  /** Fills in the demonstration's sign-in page; where it leads to is the caller's. */
  async signIn(userName: string, language: string): Promise<void> {
    await this.open('/sign-in');
    await this.driver.manage().deleteAllCookies();
    await this.driver.manage().addCookie({ name: 'lng', value: language });
    await this.open('/sign-in');
    await this.type('[name=username]', userName);
    await this.type('[name=password]', 'demo-only-password');
    await this.press('form button[type=submit]:not([name])');
    await this.driver.wait(async () => !new URL(await this.driver.getCurrentUrl()).pathname.endsWith('/sign-in'), this.patience);
  }
}
