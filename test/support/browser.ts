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

/** Answers by the place they are typed at: `{ rows: [{ phone: 1 }] }` => `rows/0/phone`; a list of ticks is one. */
function placed(answers: unknown, names: ReadonlySet<string>, place = ''): [string, unknown][] {
  if (typeof answers !== 'object' || answers === null || names.has(place)) return [[place, answers]];
  return Object.entries(answers).flatMap(([name, value]) =>
    placed(value, names, place ? `${place}/${name}` : name),
  );
}

/** Types answers into a form's controls, whose names are the answers' places: `rows/0/phone`. */
export async function fillIn(page: Page, answers: unknown, place = ''): Promise<void> {
  // Asked for once: a form has hundreds of controls, and each question is a journey to the browser.
  const kinds = new Map(
    await page
      .locator('main [name]')
      .evaluateAll((all) =>
        all.map((e): [string, string] => [
          e.getAttribute('name') ?? '',
          e.getAttribute('type') === 'checkbox' ? 'ticks' : e.tagName,
        ]),
      ),
  );
  for (const [name, value] of placed(answers, new Set(kinds.keys()), place)) {
    const control = page.locator(`main [name="${name}"]`);
    if (kinds.get(name) === 'ticks') await tick(control, [value].flat().map(String));
    else if (kinds.get(name) === 'SELECT') await control.selectOption(String(value));
    else await control.fill(String(value));
  }
}

async function tick(boxes: Locator, wanted: readonly string[]): Promise<void> {
  for (const box of await boxes.all())
    await box.setChecked(wanted.includes((await box.getAttribute('value')) ?? ''));
}

/** Presses a button that stands in the page's main part, by what it posts. */
export const press = (page: Page, action: string): Promise<void> =>
  page.locator(`main button[name=action][value="${action}"]`).last().click();

interface Violation {
  id: string;
  nodes: { html: string }[];
}

const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Those that may hold at one width and not at another. */
export const RULES_OF_WIDTH = ['target-size', 'scrollable-region-focusable', 'color-contrast'];

/** What axe finds wrong, by these rules, with a page that is open in a browser which lets it run. */
export async function violationsOn(page: Page, rules = ALL_RULES): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(rules)} })`)) as {
    violations: Violation[];
  };
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
