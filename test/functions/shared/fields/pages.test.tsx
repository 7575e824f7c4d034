import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Answers } from '../../../../functions/shared/fields/answers.tsx';
import type { FormDrawing } from '../../../../functions/shared/fields/drawing.ts';
import { Controls, readAnswers } from '../../../../functions/shared/fields/pages.tsx';
import { normalise } from '../../../../schemas/fields/normalise.ts';
import { fieldsOf } from '../../../../schemas/form.ts';
import { forms } from '../../../../schemas/forms/index.ts';
import { validAnswers } from '../../../fixtures/answers.ts';
import { fieldsOfPage } from '../../../support/page-form.ts';

const DRAWING: FormDrawing = {
  language: 'zh',
  findings: new Map(),
  marked: new Set(),
  files: [
    { id: 'file-1', slot: 'video', label: '视频.mp4' },
    { id: 'file-2', slot: 'picture', label: '图片.jpg' },
  ],
  blankRow: undefined,
};

const files = [
  { id: 'file-1', slot: 'video' },
  { id: 'file-2', slot: 'picture' },
];

function posted(fields: ReturnType<typeof fieldsOf>, answers: unknown, drawing = DRAWING) {
  const html = (
    <form action="/here">
      <Controls fields={fields} answers={answers} form={drawing} />
    </form>
  ).toString();
  const body = new URLSearchParams(fieldsOfPage(html, '/here'));
  const map = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body.toString())) {
    map.set(name, [...(map.get(name) ?? []), value]);
  }
  return { html, fields: Object.fromEntries(map) };
}

describe.each(forms)('the page of $id', (form) => {
  const fields = fieldsOf(form);

  it('gives back the answers that were drawn into it', () => {
    for (const unit of ['harbin', 'heihe', 'daxinganling']) {
      const { answers } = normalise(fields, validAnswers[form.id]?.(unit, { files }));
      const read = readAnswers(fields, posted(fields, answers).fields);
      expect(normalise(fields, read)).toEqual({ answers, misfits: [] });
    }
  });

  it('gives back what was typed, right or wrong, whatever characters are in it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    const leaf = (kind: string) =>
      kind === 'tick' ? fc.constant(true) : kind === 'choices' ? fc.array(text, { maxLength: 3 }) : text;
    const record = (list: typeof fields): fc.Arbitrary<unknown> =>
      fc.record(
        Object.fromEntries(
          list.map((field) => [
            field.name,
            field.kind === 'rows'
              ? fc.array(record(field.fields ?? []), { maxLength: 3 })
              : field.kind === 'group'
                ? record(field.fields ?? [])
                : leaf(field.kind),
          ]),
        ),
        { requiredKeys: [] },
      );
    fc.assert(
      fc.property(record(fields), (given) => {
        const { answers } = normalise(fields, given);
        const read = readAnswers(fields, posted(fields, answers).fields);
        expect(normalise(fields, read).answers).toEqual(answers);
      }),
      { numRuns: 30 },
    );
  });

  it('labels every control, and gives each an id of its own', () => {
    const { answers } = normalise(fields, validAnswers[form.id]?.('harbin', { files }));
    const { html } = posted(fields, answers);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const labels = new Set([...html.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id));
    const controls = [...html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map(([tag]) => tag);
    expect(controls.length).toBeGreaterThan(0);
    for (const tag of controls) {
      const id = / id="([^"]+)"/.exec(tag)?.[1];
      const heads = / aria-labelledby="([^"]+)"/.exec(tag)?.[1]?.split(' ');
      if (heads) for (const head of heads) expect(ids).toContain(head);
      else expect(labels).toContain(id);
    }
  });

  it('reads nothing but its own fields', () => {
    const names = ['__proto__', 'constructor', 'toString', 'rows/__proto__/institution'];
    const strange = ['rows/99999/institution', 'rows/-1/institution', '__proto__/polluted'];
    const junk = Object.fromEntries([...names, ...strange].map((name) => [name, 'yes']));
    const read = readAnswers(fields, junk);
    expect(normalise(fields, read).answers).toEqual(normalise(fields, {}).answers);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe('a field', () => {
  const [openDay] = forms;
  if (!openDay) throw new Error('no forms');
  const fields = fieldsOf(openDay);

  it('with a fault says so next to itself, where its control says it is described', () => {
    const finding = {
      pointer: '/phone',
      severity: 'blocking',
      code: 'x',
      message: { zh: '号码不对', en: 'Wrong' },
    } as const;
    const { html } = posted(
      fields,
      { phone: '12' },
      { ...DRAWING, findings: new Map([['/phone', finding]]) },
    );
    expect(html).toMatch(/<p class="error-message" id="f-phone-error">.*?号码不对<\/p>/);
    const control = [...html.matchAll(/<input\b[^>]*>/g)]
      .map(([tag]) => tag)
      .find((tag) => tag.includes('name="phone"'));
    expect(control).toContain('aria-invalid="true"');
    expect(control).toContain('f-phone-error');
    expect(control).toContain('value="12"');
  });

  it('that is ticked says what that means under its words, and what is wrong above', () => {
    const finding = {
      pointer: '/rows/0/publicContact',
      severity: 'blocking',
      code: 'x',
      message: { zh: '请勾选', en: 'Tick it' },
    } as const;
    const findings = new Map([[finding.pointer, finding]]);
    const { html } = posted(fields, { rows: [{ institution: '所' }] }, { ...DRAWING, findings });
    const [, id] = /<input id="([^"]+-publicContact)"/.exec(html) ?? [];
    const order = [`id="${id}-error"`, `<input id="${id}"`, `<label for="${id}"`, `id="${id}-hint"`];
    expect(order.map((part) => html.indexOf(part))).toEqual(
      order.map((part) => html.indexOf(part)).sort((a, b) => a - b),
    );
    expect(html).toContain(`aria-describedby="${id}-hint ${id}-error"`);
  });

  it('of rows names each row by what it says, not by what is stored', () => {
    const media = forms.find(({ id }) => id === 'media');
    if (!media) throw new Error('no media');
    const { html } = posted(fieldsOf(media), {
      items: [{ kind: 'picture', title: '现场' }, { kind: 'odd' }],
    });
    const names = [...html.matchAll(/<summary>(.*?)<\/summary>/gs)].map(([, name]) => name?.trim());
    expect(names.filter((name) => name?.startsWith('第'))).toEqual(['第1行 图片 现场', '第2行 odd']);
  });

  it('keeps a date that is none, so that it can be mended', () => {
    const { html, fields: back } = posted(fields, { date: '五月十日' });
    expect(html).toContain('value="五月十日"');
    expect(readAnswers(fields, back)).toMatchObject({ date: '五月十日' });
  });

  it('that was asked to be corrected is marked', () => {
    const { html } = posted(fields, {}, { ...DRAWING, marked: new Set(['/rows/0/address']) });
    expect(html).toContain('id="f-rows-0-address-marked"');
  });

  it('of many rows opens only those with a fault and the one that was added', () => {
    const rows = Array.from({ length: 9 }, (_, n) => ({ institution: `所${n}` }));
    const finding = {
      pointer: '/rows/4/address',
      severity: 'blocking',
      code: 'required',
      message: { zh: '请填写', en: 'x' },
    } as const;
    const { html } = posted(
      fields,
      { rows },
      { ...DRAWING, findings: new Map([[finding.pointer, finding]]), blankRow: 'rows' },
    );
    const open = [...html.matchAll(/<details class="row"([^>]*)>/g)].map(([, rest]) =>
      / open/.test(rest ?? ''),
    );
    expect(open.map((is, n) => (is ? n : -1)).filter((n) => n >= 0)).toEqual([4, 9]);
  });
});

describe('a table of counts', () => {
  it('has its numbers under each other, and what is said of them beside', () => {
    const statistics = forms.find(({ id }) => id === 'statistics');
    if (!statistics) throw new Error('there is no such form');
    const answers = validAnswers.statistics?.('harbin');
    const html = String(
      <Answers fields={fieldsOf(statistics)} answers={answers} language="zh" files={new Map()} />,
    );
    expect(html).toMatch(/<td class="count-cell">[\d,]+<\/td><td>/);
  });
});
