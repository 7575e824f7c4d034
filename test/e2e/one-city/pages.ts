import type { Browser, Page } from 'playwright-core';
import { idOf } from '../../../functions/shared/page/error-summary.tsx';
import { fillIn, personWithoutScript, press, signInOnPages } from '../../support/browser.ts';
import type { Local } from '../../support/local.ts';
import { FORM, type Teller } from './teller.ts';

/** Both sides on the pages, in browsers without script. */
export async function people(
  browser: Browser,
  local: Pick<Local, 'site' | 'mail'>,
  city: string,
): Promise<Teller> {
  const newPerson = async (address: string): Promise<Page> => {
    const page = await (await personWithoutScript(browser)).newPage();
    page.setDefaultTimeout(5000);
    await signInOnPages(page, local, address);
    return page;
  };
  const lead = await newPerson('lead@example.org');
  let clerk: Page;

  const main = (page: Page) => page.locator('main').innerText();
  const form = (page: Page, action: string) =>
    page.locator(`main form:is([action="${action}"], [action^="${action}?"])`);
  const onDesk = `/desk/reports/${city}/${FORM}`;
  const own = () => clerk.goto(`${local.site}/reports/${FORM}`);
  const atDesk = (more = '') => lead.goto(`${local.site}${onDesk}${more}`);
  const submit = async () => {
    await press(clerk, 'check');
    await form(clerk, `/reports/${FORM}/submissions`).locator('button').click();
    await clerk.waitForURL(/\/receipts\//);
    return clerk.url().replace(/^.*\//, '');
  };

  return {
    city,
    async invite(address) {
      await lead.goto(`${local.site}/roster/units/${city}`);
      const entry = form(lead, '/roster/contacts');
      await entry.locator('[name=email]').fill(address);
      await entry.locator('button').click();
      await lead.locator('main [role=status]').waitFor();
    },
    async deadAddresses() {
      await lead.goto(`${local.site}/roster/units/${city}`);
      const marked = lead.locator('main th[scope=row]', { has: lead.locator('.tag-overdue') });
      return (await marked.allInnerTexts()).map((text) => /\S+@\S+/.exec(text)?.[0] ?? '');
    },
    async enter(address) {
      clerk = await newPerson(address);
    },
    async isClosed() {
      await own();
      return (await clerk.locator('main [name]').count()) === 0 && /已截止，不再接收/.test(await main(clerk));
    },
    async extend(due, reason) {
      await lead.goto(`${local.site}/roster`);
      const entry = form(lead, '/roster/extensions');
      await entry.locator('[name=form]').selectOption(FORM);
      await entry.locator('[name=unit]').selectOption(city);
      for (const [name, value] of Object.entries({ due, closes: due, reason }))
        await entry.locator(`[name=${name}]`).fill(value);
      await entry.locator('button').click();
      await lead.locator('main [role=status]').waitFor();
    },
    async report(answers) {
      await own();
      await fillIn(clerk, answers);
      return submit();
    },
    async giveBack(pointer, message) {
      await atDesk();
      await lead.locator('main textarea[name=message]').fill(message);
      await lead.locator('main summary', { hasText: '需要更正的内容' }).click();
      await lead.locator(`main input[name=fields][value="${pointer}"]`).check();
      await lead.locator('main button[value=return]').click();
      await lead.locator('main [role=status]').waitFor();
    },
    async reason(pointer) {
      await own();
      return {
        message: await clerk.locator('main blockquote').innerText(),
        marked: await clerk.locator(`[id="${idOf(pointer)}-marked"]`).isVisible(),
      };
    },
    async say(message) {
      await clerk.goto(`${local.site}/reports/${FORM}/messages`);
      await clerk.locator('main textarea').fill(message);
      await form(clerk, `/reports/${FORM}/messages`).locator('button').click();
      await clerk.locator('main [role=status]').waitFor();
    },
    async conversation() {
      await atDesk('/messages');
      return main(lead);
    },
    async correct(pointer, value) {
      await own();
      await fillIn(clerk, { [pointer.slice(1)]: value });
      return submit();
    },
    async differences() {
      await atDesk('/difference');
      return lead.locator('main tbody tr').allInnerTexts();
    },
    async accept() {
      await atDesk();
      await lead.locator('main button[value=accept]').click();
      await lead.locator('main [role=status]').waitFor();
    },
    async state() {
      await clerk.goto(`${local.site}/reports`);
      const line = clerk.locator('main li, main tr', { has: clerk.locator(`a[href="/reports/${FORM}"]`) });
      return /审核通过/.test(await line.first().innerText()) ? 'accepted' : line.first().innerText();
    },
  };
}
