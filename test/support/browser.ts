import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { mailedCode } from './client.ts';
import { mailsTo } from './inbox.ts';
import type { Local } from './local.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The Chromium that npm brought, or the one that `CHROMIUM` names. */
export async function openBrowser(): Promise<Browser> {
  const given = process.env.CHROMIUM;
  const executablePath = given !== undefined && existsSync(given) ? given : await sparticuz.executablePath();
  return chromium.launch({
    executablePath,
    // One process for all pages is meant for functions with little memory; it dies with the first page that is closed.
    args: [
      ...sparticuz.args.filter((flag) => flag !== '--single-process'),
      '--disable-background-networking',
    ],
    headless: true,
  });
}

/** A person's browser without script, its language Chinese as an official's is. */
export const personWithoutScript = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({ javaScriptEnabled: false, locale: 'zh-CN', acceptDownloads: true });

/** Signs in on the pages, with the code out of the mail. */
export async function signInOnPages(
  page: Page,
  local: Pick<Local, 'site' | 'mail'>,
  email: string,
): Promise<void> {
  const before = (await mailsTo(local, email)).length;
  await page.goto(`${local.site}/sign-in`);
  await page.fill('input[name=email]', email);
  await page.click('main button[type=submit]');
  await page.fill('input[name=code]', await mailedCode(local, email, before));
  await page.click('main button[type=submit]');
}

async function setControl(control: Locator, value: unknown): Promise<void> {
  const [tag, type] = await control.first().evaluate((e) => [e.tagName, e.getAttribute('type')]);
  if (type === 'checkbox') {
    const wanted = [value].flat().map(String);
    for (const box of await control.all())
      await box.setChecked(wanted.includes((await box.getAttribute('value')) ?? ''));
  } else if (tag === 'SELECT') await control.selectOption(String(value));
  else await control.fill(String(value));
}

/** Types answers into a form's controls, whose names are the answers' places: `rows/0/phone`. */
export async function fillIn(page: Page, answers: unknown, place = ''): Promise<void> {
  if (typeof answers === 'object' && answers !== null && !(await controlAt(page, place).count())) {
    for (const [name, value] of Object.entries(answers))
      await fillIn(page, value, place ? `${place}/${name}` : name);
  } else await setControl(controlAt(page, place), answers);
}

const controlAt = (page: Page, place: string): Locator => page.locator(`main [name="${place}"]`);

/** Presses a button that stands in the page's main part, by what it posts. */
export const press = (page: Page, action: string): Promise<void> =>
  page.locator(`main button[name=action][value="${action}"]`).last().click();

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** What axe finds wrong with a page that is open in a browser which lets it run. */
export async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(
    `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as { violations: Violation[] };
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/**
 * What axe finds wrong with a page by WCAG 2.2 AA: a line each, with the element. axe is a script, so it looks at the
 * page in a second browser of the same person, with script on.
 */
export async function accessibilityProblems(person: BrowserContext, url: string): Promise<string[]> {
  const context = await person
    .browser()
    ?.newContext({ bypassCSP: true, storageState: await person.storageState() });
  if (!context) throw new Error('the browser is closed');
  try {
    const page = await context.newPage();
    await page.goto(url);
    return await violationsOn(page);
  } finally {
    await context.close();
  }
}
