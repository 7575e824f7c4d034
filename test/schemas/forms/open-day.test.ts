import { describe, expect, it } from '@jest/globals';
import { check } from '../../../schemas/form.ts';
import { openDay } from '../../../schemas/forms/open-day.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { checkContext } from '../../fixtures/check-context.ts';
import { changed } from '../../support/changed.ts';

const valid = validAnswers['open-day']?.('harbin', { rows: 3 }) ?? {};
const findingsOf = (changes: Record<string, unknown>) =>
  check(openDay, changed(valid, changes), checkContext).findings;
const found = (changes: Record<string, unknown>) =>
  findingsOf(changes).map(({ pointer, severity, code }) => `${severity} ${code} ${pointer}`);

describe('the register', () => {
  it.each([
    ['/unit', undefined, 'required'],
    ['/unit', '市'.repeat(101), 'too-long'],
    ['/filledBy', ' ', 'required'],
    ['/filledBy', true, 'wrong-type'],
    ['/phone', '12800000000', 'not-a-phone'],
    ['/phone', '00000000', 'not-a-phone'],
    ['/phone', '13800000000、123', 'not-a-phone'],
    ['/phone', Array.from({ length: 12 }, () => '13800000000').join('、'), 'too-long'],
    ['/date', '2023-02-29', 'not-a-date'],
    ['/date', '5月25日', 'not-a-date'],
    ['/secrecyReviewed', false, 'required'],
    ['/secrecyReviewed', 'maybe', 'not-a-tick'],
    ['/rows', undefined, 'required'],
    ['/rows', [], 'required'],
    ['/rows/1/institution', undefined, 'required'],
    ['/rows/1/kind', undefined, 'required'],
    ['/rows/1/kind', 'school', 'not-a-choice'],
    ['/rows/1/place', '所'.repeat(101), 'too-long'],
    ['/rows/1/address', undefined, 'required'],
    ['/rows/1/address', '路'.repeat(201), 'too-long'],
    ['/rows/1/from', undefined, 'required'],
    ['/rows/1/to', undefined, 'required'],
    ['/rows/1/hours', '时'.repeat(101), 'too-long'],
    ['/rows/1/content', undefined, 'required'],
    ['/rows/1/content', '看'.repeat(501), 'too-long'],
    ['/rows/1/booking', undefined, 'required'],
    ['/rows/1/capacity', '12.5', 'not-a-count'],
    ['/rows/1/capacity', -1, 'not-a-count'],
    ['/rows/1/capacity', '约100', 'not-a-count'],
    ['/rows/1/capacity', 1_000_000_000, 'not-a-count'],
    ['/rows/1/contact', undefined, 'required'],
    ['/rows/1/phone', undefined, 'required'],
    ['/rows/1/email', 'name@example', 'not-an-email'],
    ['/rows/1/email', `${'n'.repeat(250)}@example.org`, 'too-long'],
    ['/rows/1/remarks', '注'.repeat(201), 'too-long'],
  ])('blocks at %s when it is %j: %s', (pointer, value, code) => {
    expect(found({ [pointer]: value })).toEqual([`blocking ${code} ${pointer}`]);
  });

  it('blocks an audience that is not among the options', () => {
    expect(found({ '/rows/0/audience': ['public', 'martians'] })).toEqual([
      'blocking not-a-choice /rows/0/audience/1',
    ]);
    expect(findingsOf({ '/rows/0/audience': ['public', 'martians'] })[0]?.message.zh).toContain('“martians”');
  });

  it('wants a booking contact unless no booking is needed', () => {
    const without = { '/rows/0/bookingContact': undefined };
    expect(found({ ...without, '/rows/0/booking': 'none' })).toEqual([]);
    for (const booking of ['phone', 'online', 'on-site']) {
      expect(found({ ...without, '/rows/0/booking': booking })).toEqual([
        'blocking required /rows/0/bookingContact',
      ]);
    }
  });

  it('blocks a place that closes before it opens', () => {
    expect(found({ '/rows/0/from': '2023-06-01', '/rows/0/to': '2023-06-01' })).toEqual([]);
    expect(found({ '/rows/0/from': '2023-06-02', '/rows/0/to': '2023-06-01' })).toEqual([
      'blocking ends-before-it-begins /rows/0/to',
    ]);
  });

  it('wants an explanation of each day outside the week, whose first and last day are inside', () => {
    expect(found({ '/rows/0/from': '2023-05-25', '/rows/0/to': '2023-06-05' })).toEqual([]);
    expect(found({ '/rows/0/from': '2023-05-24', '/rows/0/to': '2023-06-06' })).toEqual([
      'explanation outside-the-week /rows/0/from',
      'explanation outside-the-week /rows/0/to',
    ]);
  });

  it('wants an explanation of the same institution and place twice, spaces and case aside', () => {
    const twice = { '/rows/0/institution': '示例 大学 A', '/rows/2/institution': '示例大学a' };
    expect(found({ ...twice, '/rows/0/place': '馆', '/rows/2/place': '另一馆' })).toEqual([]);
    expect(found({ ...twice, '/rows/0/place': '馆', '/rows/2/place': ' 馆' })).toEqual([
      'explanation same-place-twice /rows/2/institution',
    ]);
    expect(found({ ...twice, '/rows/0/place': undefined, '/rows/2/place': undefined })).toEqual([
      'explanation same-place-twice /rows/2/institution',
    ]);
  });
});
