import { describe, expect, it } from '@jest/globals';
import { validAnswers } from '../../fixtures/answers.ts';
import { fieldsOfPage } from '../../support/page-form.ts';
import { office } from './office.ts';

const MIB = 1024 ** 2;

describe('a register of 500 rows', () => {
  it('fits into one answer as a page, and posted back into one request', async () => {
    const { clerk } = office();
    const harbin = await clerk('harbin');
    const answers = validAnswers['open-day']?.('harbin', { rows: 500 });
    await harbin.json('PUT', '/reports/open-day/draft', { version: 0, answers });
    const form = await harbin.open('/reports/open-day');
    const check = await harbin.open('/reports/open-day/check');
    // What a function may answer with.
    for (const { status, body } of [form, check]) {
      expect(status).toBe(200);
      expect(Buffer.byteLength(body)).toBeLessThan(5.5 * MIB);
    }
    const fields = fieldsOfPage(form.body, '/reports/open-day/draft');
    // A function gets forms in base64.
    expect(Buffer.byteLength(new URLSearchParams(fields).toString())).toBeLessThan(4 * MIB);
    const saved = await harbin.post('/reports/open-day/draft', [...fields, ['action', 'save']]);
    expect(saved.status).toBe(303);
    const { body } = await harbin.json<{ answers: unknown }>('GET', '/reports/open-day');
    expect(body.answers).toEqual(answers);
  });
});
