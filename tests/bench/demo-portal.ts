import { afterAll, beforeAll, inject } from 'vitest';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium, newPerson } from '../setup/browser.ts';
import { startPortal, type TestPortal } from '../setup/portal.ts';
import { type DemoSessions, openDemo } from './people.ts';

/** A portal with the demonstration in a database of its own around the tests of a bench, and pages of its people. */
export function demoPortal(name: string) {
  const dbName = `mh_bench_${name}_${inject('run')}`;
  let portal: TestPortal | undefined;
  let demo: DemoSessions | undefined;
  beforeAll(async () => {
    portal = await startPortal({ env: { MONGODB_URI: inject('mongodbUri'), DATABASE_NAME: dbName } });
    demo = await openDemo(inject('mongodbUri'), dbName);
    await launchChromium();
  });
  afterAll(async () => {
    await demo?.close();
    await portal?.stop();
  });
  return {
    /** A browser of its own in which this person of the demonstration is signed in. */
    async pageOf(who: string, options: BrowserContextOptions, language?: string): Promise<Page> {
      const url = portal!.url;
      const context = await newPerson({ ...options, baseURL: url });
      const [cookie = '', value = ''] = (demo!.cookies[who] as string).split(/=(.*)/s);
      await context.addCookies([{ name: cookie, value, url }, ...(language ? [{ name: 'lng', value: language, url }] : [])]);
      return context.newPage();
    },
  };
}
