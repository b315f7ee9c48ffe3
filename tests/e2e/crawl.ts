import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const ORIGIN = 'http://portal';
const ID = /[0-9a-f]{8}-[0-9a-f-]{27,}|[A-Z]{2,3}-\d{4}-\d{7}/g;

/** A page that somebody's links lead to. */
export interface Found {
  path: string;
  /** Where it ended, with `:id` for what names one thing: the same for all pages of a kind. */
  at: string;
  html: string;
}

/** Follows links from somebody's first page on, to one page of each kind. */
export async function* crawl(page: Page, from: readonly string[] = ['/', '/language', '/me']): AsyncGenerator<Found> {
  const waiting = [...from];
  const seen = new Set(waiting);
  const asked = new Set<string>();
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const pattern = new URL(path, ORIGIN).pathname.replace(ID, ':id');
    if (asked.has(pattern)) continue;
    asked.add(pattern);
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(200);
    if (!answer.headers()['content-type']?.startsWith('text/html')) continue;
    const at = new URL(answer.url()).pathname.replace(ID, ':id');
    const html = await answer.text();
    asked.add(at);
    yield { path, at, html };
    for (const [, href = ''] of html.matchAll(/href="(\/[^"#]*)/g)) {
      const next = href.replaceAll('&amp;', '&');
      if (!seen.has(next) && !/\.\w+($|\?)|sign-out|\/export/.test(next)) waiting.push(next);
      seen.add(next);
    }
  }
}
