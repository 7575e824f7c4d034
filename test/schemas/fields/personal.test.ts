import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayErase } from '../../../schemas/campaign.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { personalAnswers, personalFields, withoutPersonal } from '../../../schemas/fields/personal.ts';
import { pointerOf, valueAt } from '../../../schemas/fields/place.ts';
import { type Field, fieldsOf } from '../../../schemas/form.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { openDay } from '../../../schemas/forms/open-day.ts';
import { validAnswers } from '../../fixtures/answers.ts';

const fields = fieldsOf(openDay);

describe('the personal answers of a form', () => {
  it('are those of fields that its definition calls personal, in rows too', () => {
    const answers = { filledBy: '示例甲', rows: [{ institution: '示例馆', contact: '示例乙' }, {}] };
    expect(personalAnswers(fields, answers).map(({ path, value }) => [pointerOf(path), value])).toEqual([
      ['/filledBy', '示例甲'],
      ['/rows/0/contact', '示例乙'],
    ]);
    expect(withoutPersonal(fields, answers)).toEqual({ rows: [{ institution: '示例馆' }, {}] });
  });

  it.each(forms)('are gone from $id once they are erased, and all else stays', (form) => {
    const own = fieldsOf(form);
    const answers = validAnswers[form.id]?.('harbin', { rows: 3 }) ?? {};
    const erased = withoutPersonal(own, answers);
    expect(personalAnswers(own, erased)).toEqual([]);
    const gone = personalAnswers(own, answers);
    for (const { path } of gone) expect(valueAt(erased, path)).toBeUndefined();
    expect(withoutPersonal(own, erased)).toEqual(erased);
    expect(gone.length > 0).toBe(personalFields(own).length > 0);
  });

  it('are found and erased in whatever a draft holds, without a failure', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (rows, phone) => {
        const erased = withoutPersonal(fields, { rows, phone });
        expect(personalAnswers(fields, erased)).toEqual([]);
      }),
    );
  });

  it.each(forms)('leave out nobody whom the form $id asks for by name', (form) => {
    const asked = (of: readonly Field[]): Field[] => of.flatMap((one) => [one, ...asked(one.fields ?? [])]);
    const people = asked(fieldsOf(form)).filter(({ title }) => /负责人|联系人|填表人/.test(title.zh));
    expect(people.filter(({ personal }) => !personal).map(({ title }) => title.zh)).toEqual([]);
  });

  it('name what is asked once, however often it is asked', () => {
    const titles = personalFields(fields).map(({ title }) => title.zh);
    expect(titles).toEqual(['填表人', '联系电话', '预约电话或网址', '联系人', '电子邮箱']);
  });

  it('may be erased from the day after the last one on which they are kept, by the clock of the campaign', () => {
    expect(mayErase(heilongjiang2023, new Date('2024-06-30T15:59:59Z'))).toBe(false);
    expect(mayErase(heilongjiang2023, new Date('2024-06-30T16:00:00Z'))).toBe(true);
  });
});
