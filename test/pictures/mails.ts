import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { signInCode } from '../../functions/shared/mails/sign-in-code.ts';
import { write } from '../../functions/shared/mails/write.ts';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { MailKind } from '../../schemas/mail.ts';
import { LANGUAGES, type Language } from '../../schemas/text.ts';
import { openBrowser } from '../support/browser.ts';
import { sampleMail } from '../support/sample-mails.ts';
import { pinned } from '../support/stored-reports.ts';

/*
 * Draws every kind of mail to be looked at: `npm run pictures:mails -- FOLDER`. In both languages, one after the
 * other, on a desk, on a telephone and in the dark. The machine needs a font with Chinese characters.
 */

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('npm run pictures:mails -- FOLDER');
mkdirSync(folder, { recursive: true });

const campaign = heilongjiang2023;
const MESSAGE = '第3行联系电话少一位，请核对后重新报送。\n其余无误。';

async function drawn(kind: MailKind, languages: Language | [Language, ...Language[]], form = 'open-day') {
  const file = pinned('harbin', form, {
    name: '盖章扫描件（终稿）.pdf',
    bytes: Buffer.alloc(1_500_000),
    slot: 'scan',
  });
  const news = { kind, forms: ['summary', 'media'] };
  return (await sampleMail(news, languages, { form, attachments: [file] }, MESSAGE)).html;
}

const mails = new Map<string, string>();
for (const language of LANGUAGES) {
  for (const kind of MailKind.options) mails.set(`${kind}-${language}`, await drawn(kind, language));
  mails.set(`code-${language}`, write(signInCode({ campaign, code: '042137' }, language)).html);
}
mails.set('confirmation-statistics', await drawn('confirmation', 'zh', 'statistics'));
mails.set('extension-both', await drawn('extension', ['zh', 'en']));

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
