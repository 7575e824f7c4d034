import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { contentOf } from '../../functions/shared/mails/content-of.ts';
import { signInCode } from '../../functions/shared/mails/sign-in-code.ts';
import { write } from '../../functions/shared/mails/write.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { Mail, MailKind } from '../../schemas/mail.ts';
import { LANGUAGES, type Language } from '../../schemas/text.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { openBrowser } from '../support/browser.ts';
import { memoryTable } from '../support/memory-table.ts';
import { storeNews } from '../support/sample-mails.ts';
import { CAMPAIGN, pinned, store } from '../support/stored-reports.ts';

/*
 * Draws every kind of mail to be looked at: `npm run pictures:mails -- FOLDER`. In both languages, one after the
 * other, on a desk, on a telephone and in the dark. The machine needs a font with Chinese characters.
 */

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('npm run pictures:mails -- FOLDER');
mkdirSync(folder, { recursive: true });

const campaign = heilongjiang2023;
const table = memoryTable();
const now = new Date('2023-06-18T02:00:00.000Z');
const reference = 'ABCDEFGH2';
for (const form of ['open-day', 'statistics']) {
  const file = pinned('harbin', form, {
    name: '盖章扫描件（终稿）.pdf',
    bytes: Buffer.alloc(1_500_000),
    slot: 'scan',
  });
  const answers = validAnswers[form]?.('harbin');
  await store(table, { unit: 'harbin', form, answers, reference, attachments: [file] });
}
const report = { campaign: CAMPAIGN, unit: 'harbin', form: 'open-day' };
const message = '第3行联系电话少一位，请核对后重新报送。\n其余无误。';
const { archive } = await storeNews(table, 'open-day', message);

function drawn(kind: MailKind, languages: readonly [Language, ...Language[]], form = 'open-day') {
  const mail = Mail.parse({
    ...report,
    id: 'x',
    kind,
    form,
    revision: 1,
    reference,
    archive,
    forms: ['summary', 'media'],
    changed: [
      { form: 'summary', before: '2023-06-19', due: '2023-06-25', closes: '2023-07-25' },
      { form: 'media', before: '2023-06-19', due: '2023-06-25', closes: '2023-07-25' },
    ],
    reason: '受强降雨影响，部分活动延期举办。',
    ...(kind === 'invitation' && { address: 'new.contact@example.org' }),
    status: 'pending',
    createdAt: now.toISOString(),
  });
  return contentOf({ campaign, table, siteUrl: 'https://report.example.org', now }, mail, languages);
}

const mails = new Map<string, string>();
for (const language of LANGUAGES) {
  for (const kind of MailKind.options) mails.set(`${kind}-${language}`, (await drawn(kind, [language])).html);
  mails.set(`code-${language}`, write(signInCode({ campaign, code: '042137' }, language)).html);
}
mails.set('confirmation-statistics', (await drawn('confirmation', ['zh'], 'statistics')).html);
mails.set('extension-both', (await drawn('extension', ['zh', 'en'])).html);

const browser = await openBrowser();
try {
  for (const [look, width, colorScheme] of [
    ['desk', 800, 'light'],
    ['phone', 360, 'light'],
    ['dark', 800, 'dark'],
  ] as const) {
    const person = await browser.newContext({ viewport: { width, height: 640 }, colorScheme });
    const page = await person.newPage();
    for (const [name, html] of mails) {
      await page.setContent(html);
      const wide: unknown = await page.evaluate('document.documentElement.scrollWidth');
      if (Number(wide) > width) console.error(`${name} is ${wide} wide on a screen of ${width}`);
      await page.screenshot({ path: join(folder, `${name}-${look}.png`), fullPage: true });
    }
    await person.close();
  }
} finally {
  await browser.close();
}
