import { describe, expect, it } from '@jest/globals';
import { check } from '../../../schemas/form.ts';
import { summary } from '../../../schemas/forms/summary.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { checkContext } from '../../fixtures/check-context.ts';
import { changed } from '../../support/changed.ts';

const found = (changes: Record<string, unknown>) =>
  check(summary, changed(validAnswers.summary?.('heihe') ?? {}, changes), checkContext).findings.map(
    ({ pointer, severity, code }) => `${severity} ${code} ${pointer}`,
  );

describe('the summary report', () => {
  it.each([
    ['/abstract', undefined, []],
    ['/abstract', '摘'.repeat(2000), []],
    ['/abstract', '摘'.repeat(2001), ['blocking too-long /abstract']],
    ['/abstract', '摘'.repeat(100), []],
    ['/abstract', '摘'.repeat(99), ['hint short-abstract /abstract']],
    ['/filledBy', undefined, ['blocking required /filledBy']],
    ['/phone', undefined, ['blocking required /phone']],
  ])('finds at %s (%#)', (pointer, value, findings) => {
    expect(found({ [pointer]: value })).toEqual(findings);
  });

  it('is one document of the types that the offices read', () => {
    const [report] = summary.slots;
    expect(report).toMatchObject({ id: 'report', min: 1, max: 1 });
    expect(report?.types.map(({ extension }) => extension)).toEqual(['docx', 'doc', 'pdf', 'wps']);
  });
});
