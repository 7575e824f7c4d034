import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { mailedCode } from './client.ts';
import { mailsTo } from './inbox.ts';
import type { Local } from './local.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Meant for functions with little memory, where one process for all pages dies with the first page that is closed, and
 * for scenes in three dimensions, whose card is only reckoned: plain pages cost a fifth less without it.
 */
const UNWANTED =
  /^--(single-process|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist|in-process-gpu)/;

/** The Chromium that npm brought, or the one that `CHROMIUM` names. */
export async function openBrowser(): Promise<Browser> {
  const given = process.env.CHROMIUM;
  const executablePath = given !== undefined && existsSync(given) ? given : await sparticuz.executablePath();
  return chromium.launch({
    executablePath,
    args: [
      ...sparticuz.args.filter((flag) => !UNWANTED.test(flag)),
      '--disable-gpu',
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

/** What stands in the page for a script that only knows the page. */
interface Control {
  name: string;
  type: string;
  value: string;
  checked: boolean;
  disabled: boolean;
  options?: Iterable<{ value: string }>;
  dispatchEvent(event: Event): boolean;
  checkVisibility(): boolean;
}

/** Puts values into controls as a person's hand does; answers the names for which there is none to be typed into. */
function typeInto(found: readonly unknown[], wanted: readonly (readonly [string, readonly string[]])[]) {
  const controls = found as Control[];
  return wanted.flatMap(([name, values]) => {
    const own = controls.filter((one) => one.name === name && !one.disabled && one.checkVisibility());
    for (const control of own) {
      if (control.type === 'checkbox') control.checked = values.includes(control.value);
      else control.value = values.join();
      for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    const taken = own.some(({ type, value }) => type === 'checkbox' || value === values.join());
    return taken ? [] : [name];
  });
}

/** Types answers into a form's controls, whose names are the answers' places: `rows/0/phone`. */
export async function fillIn(page: Page, answers: unknown, place = ''): Promise<void> {
  // All at once: a form has hundreds of controls, and each of them alone is a journey to the browser.
  const controls = page.locator('main [name]');
  const names = await controls.evaluateAll((all) => all.map((one) => one.getAttribute('name') ?? ''));
  const wanted = placed(answers, new Set(names), place).map(
    ([name, value]) => [name, [value].flat().map(String)] as const,
  );
  const missed = await controls.evaluateAll(typeInto, wanted);
  if (missed.length > 0) throw new Error(`nothing to type into on ${page.url()}: ${missed.join(', ')}`);
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
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  // What it finds right is ten times as much, and takes four times as long to come here as to be found.
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'], selectors: false });
  const run = `axe.run(${options}).then(({ violations }) => violations)`;
  const violations = (await page.evaluate(run)) as Violation[];
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
