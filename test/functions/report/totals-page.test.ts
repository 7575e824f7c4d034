import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { BUNDLES } from '../../../infra/bundle.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { openBrowser } from '../../support/browser.ts';
import { office } from './office.ts';

const SUM = '[id="f-indicators-A1-count-sum"]';

describe('totals of a page', () => {
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(() => browser.close());

  /** The page with its script, as the site serves them, under its own policy. */
  async function open(answers: unknown) {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    await harbin.json('PUT', '/reports/statistics/draft', { version: 0, answers });
    page = await browser.newPage();
    await page.route('**/*', async (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname.startsWith('/assets/')) {
        const body = readFileSync(join(BUNDLES, 'site', pathname), 'utf8');
        const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/css';
        return route.fulfill({ body, contentType: `${type}; charset=utf-8` });
      }
      const { body, headers } = await harbin.open(pathname);
      return route.fulfill({ body, headers: Object.fromEntries(headers) });
    });
    await page.goto('http://intake.example/reports/statistics');
    return harbin;
  }

  it('are there without script, follow what is typed with it, and read it as the server does', async () => {
    const harbin = await open(validAnswers.statistics?.('harbin'));
    expect((await harbin.open('/reports/statistics')).body).toContain('A2 + A3 = 33');
    expect(await page.textContent(SUM)).toBe('A2 + A3 = 33');
    await page.fill('[name="indicators/A2/count"]', '１，２００ 项');
    expect(await page.textContent(SUM)).toBe('A2 + A3 = 1,211，与所填不符');
    await page.fill('[name="indicators/A1/count"]', '1211');
    expect(await page.textContent(SUM)).toBe('A2 + A3 = 1,211');
    await page.fill('[name="indicators/A3/count"]', '无');
    expect(await page.textContent(SUM)).toBe('A2 + A3 = 1,200，与所填不符');
    await page.fill('[name="indicators/A3/count"]', '约十');
    expect(await page.textContent(SUM)).toBe('A2 + A3 = –');
    await page.close();
  }, 60_000);

  it('stand on the page of the answers to be checked, which needs no script', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    await harbin.json('PUT', '/reports/statistics/draft', {
      version: 0,
      answers: validAnswers.statistics?.('harbin'),
    });
    const check = await harbin.open('/reports/statistics/check');
    expect(check.body.replace(/\s+/g, ' ')).toMatch(/合计.*<dt>A1<\/dt> ?<dd> ?A2 \+ A3 = 33 ?<\/dd>/);
    const register = await harbin.open('/reports/open-day');
    expect(register.body).not.toContain('report-totals.js');
  });
});
