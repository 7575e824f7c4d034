import { describe, expect, it } from '@jest/globals';
import type { Content } from '../../../../functions/shared/mails/content.ts';
import { signInCode } from '../../../../functions/shared/mails/sign-in-code.ts';
import { write } from '../../../../functions/shared/mails/write.ts';
import { heilongjiang2023 } from '../../../../schemas/campaigns/heilongjiang-2023.ts';
import { forms } from '../../../../schemas/forms/index.ts';
import { MailKind } from '../../../../schemas/mail.ts';
import { LANGUAGES } from '../../../../schemas/text.ts';
import { validAnswers } from '../../../fixtures/answers.ts';
import { REFERENCE, sampleMail } from '../../../support/sample-mails.ts';
import { pinned } from '../../../support/stored-reports.ts';

const HOSTILE = '<script>alert("1")</script>&\r\nBcc: victim@example.org';

const both = (content: Content) => [content.text, content.html] as const;

describe.each(LANGUAGES)('a mail in %s', (language) => {
  it.each(MailKind.options)('of kind %s is whole, in that language alone', async (kind) => {
    const content = await sampleMail({ kind, forms: ['open-day', 'statistics'] }, language, {
      form: 'statistics',
    });
    const html = new RegExp(`^<!DOCTYPE html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`);
    expect(content.html).toMatch(html);
    expect(content.html).toContain('</html>');
    expect(content.html).not.toMatch(/<(img|script|style|link)\b/);
    for (const drawn of [content.subject, ...both(content)]) {
      expect(drawn).not.toMatch(/undefined|\[object|NaN/);
    }
    for (const drawn of both(content)) expect(drawn).toContain('https://report.example.org/');
    const fixed = content.subject + content.text.split('\n').slice(0, 2).join('');
    expect(/\p{Script=Han}/u.test(fixed)).toBe(language === 'zh');
  });

  it.each(forms.map(({ id }) => id))('confirms all answers of %s', async (form) => {
    const file = pinned('harbin', form, {
      name: '封面（终稿）.jpg',
      bytes: Buffer.alloc(1536),
      slot: 'picture',
    });
    const answers = validAnswers[form]?.('harbin', { files: [{ id: file.id, slot: 'picture' }] }) ?? {};
    const attachments = [{ ...file, caption: '开幕式现场' }];
    const content = await sampleMail({ kind: 'confirmation' }, language, { form, answers, attachments });
    for (const drawn of both(content)) {
      const unescaped = drawn.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
      for (const answer of plainAnswers(answers)) {
        if (answer !== file.id) expect(unescaped).toContain(answer);
      }
      expect(drawn).toContain('封面（终稿）.jpg – 开幕式现场');
      expect(drawn).toContain('1.5 KB');
      expect(drawn).not.toContain(file.id);
      expect(drawn).toContain(REFERENCE);
      expect(drawn).toContain(language === 'zh' ? '2023年6月10日 10:00' : '10 June 2023, 10:00');
      expect(drawn).toContain(`https://report.example.org/receipts/${REFERENCE}`);
    }
  });

  it('says when a report was late', async () => {
    const late = language === 'zh' ? '逾期' : 'Late';
    const inTime = language === 'zh' ? '按时' : 'On time';
    const early = await sampleMail({ kind: 'confirmation' }, language, {
      form: 'open-day',
      submittedAt: '2023-05-16T15:59:59.999Z',
    });
    const after = await sampleMail({ kind: 'confirmation' }, language, {
      form: 'open-day',
      submittedAt: '2023-05-16T16:00:00.000Z',
    });
    expect([early.text.includes(inTime), early.text.includes(late)]).toEqual([true, false]);
    expect([after.text.includes(inTime), after.text.includes(late)]).toEqual([false, true]);
  });

  it('draws no empty table of a nil return', async () => {
    const { rows: _, ...answers } = validAnswers['open-day']?.('harbin') ?? {};
    const content = await sampleMail({ kind: 'confirmation' }, language, {
      form: 'open-day',
      answers,
      nil: true,
    });
    for (const drawn of both(content)) {
      expect(drawn).toContain(language === 'zh' ? '（未填）' : '(not answered)');
      expect(drawn).not.toMatch(/序号|No\./);
    }
  });

  it('says what a return asks to correct', async () => {
    const { text } = await sampleMail({ kind: 'returned' }, language);
    expect(text).toContain('请补充开放时段');
    expect(text).toContain(language === 'zh' ? '第3行联系电话' : 'Row 3, Phone');
    expect(text).toContain('https://report.example.org/reports/open-day');
  });

  it('escapes whatever people typed, in text that HTML shows', async () => {
    const answers = { ...validAnswers.summary?.('harbin'), filledBy: HOSTILE };
    const file = pinned('harbin', 'summary', {
      name: `${HOSTILE}.pdf`,
      bytes: Buffer.from('x'),
      slot: 'report',
    });
    const explanations = { 'magnitude:/filledBy': HOSTILE };
    const report = { form: 'summary', answers, attachments: [file], explanations };
    const confirmed = await sampleMail({ kind: 'confirmation' }, language, report);
    const back = await sampleMail({ kind: 'returned' }, language, report, HOSTILE);
    for (const { html } of [confirmed, back]) {
      expect(html).not.toContain('<script>');
      expect(html).toContain('&lt;script&gt;alert(');
    }
    expect(confirmed.html.match(/&lt;script&gt;/g)).toHaveLength(3);
  });

  it('keeps its subject on one line', async () => {
    const { subject } = await sampleMail({ kind: 'confirmation', reference: HOSTILE }, language);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('with a code shows the code and no other number of six digits', () => {
    const content = write(signInCode({ campaign: heilongjiang2023, code: '042137' }, language));
    for (const drawn of both(content)) {
      const shown = drawn.replace(/#[0-9a-f]{6}/g, '').match(/\b\d{6}\b/g);
      expect(shown).toEqual(['042137']);
    }
    expect(content.subject).not.toContain('042137');
  });
});

describe('a mail in both languages', () => {
  it('says everything in Chinese, then in English, under one subject', async () => {
    const content = await sampleMail({ kind: 'extension' }, ['zh', 'en']);
    expect(content.subject).toMatch(/^报送时间调整 .* \/ Due date changed /);
    for (const drawn of both(content)) {
      expect(drawn.indexOf('2023年6月25日')).toBeLessThan(
        drawn.indexOf('The due date of these forms was changed.'),
      );
      expect(drawn).toMatch(/2023年6月25日.*25 June 2023/s);
    }
    expect(content.html.match(/<td lang="(zh-CN|en)"/g)).toHaveLength(2);
    expect(content.enclosures).toHaveLength(1);
  });
});

describe('the mail of an archive', () => {
  it('tells how much there is to download, and until when', async () => {
    for (const drawn of both(await sampleMail({ kind: 'archive-ready' }, 'zh')))
      expect(drawn).toMatch(/42.*3 GB.*2023年6月27日 09:14/s);
  });
});

describe('an invitation', () => {
  it('tells a contact of a unit what is owed, and an office what it can do', async () => {
    const unit = await sampleMail({ kind: 'invitation' }, 'zh', { form: 'open-day' });
    expect(unit.text).toContain('new@example.org');
    expect(unit.text).toContain('哈尔滨市');
    expect(unit.text).toContain('2023年6月19日（星期一）23:59');
    const office = await sampleMail({ kind: 'invitation', unit: undefined, office: 'cast' }, 'zh');
    expect(office.text).toContain('审核报表');
    expect(office.text).not.toContain('2023-06-19');
    expect(office.enclosures).toEqual([]);
  });
});

/** Answers that are shown as they were typed: texts that are no dates, choices or numbers. */
function* plainAnswers(value: unknown): Generator<string> {
  if (typeof value === 'string' && /[\p{Script=Han}]/u.test(value)) yield value.split('\n')[0] ?? value;
  else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) yield* plainAnswers(part);
  }
}
