import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../../../support/browser.ts';
import { office } from '../office.ts';
import { serve } from '../served.ts';

export const FORM = '/reports/open-day';

interface OpenDay {
  filledBy?: string;
  rows?: object[];
}

/** One browser for a file's tests; each test opens Harbin's register in it, in a world of its own. */
export function clerkBrowser(options: BrowserContextOptions = {}) {
  let browser: Browser;
  let context: BrowserContext;
  let close: () => void;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterEach(async () => {
    await context.close();
    close();
  });
  afterAll(() => browser.close());

  return {
    /** @param rows those of the draft that is there already */
    async opened(rows?: object[]) {
      context = await browser.newContext({ locale: 'zh-CN', ...options });
      const world = office();
      const harbin = await world.clerk('harbin');
      if (rows) await harbin.json('PUT', `${FORM}/draft`, { version: 0, answers: { rows } });
      const served = await serve(world, harbin);
      close = served.close;
      const url = served.site + FORM;
      const open = async (): Promise<Page> => {
        const page = await context.newPage();
        await page.goto(url);
        return page;
      };
      const stored = async () => (await harbin.json<{ version: number; answers: OpenDay }>('GET', FORM)).body;
      return { page: await open(), open, line: served.line, stored, harbin, url, world };
    },
  };
}
