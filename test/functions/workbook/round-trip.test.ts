import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cellName } from '../../../functions/workbook/problems.ts';
import { normalise } from '../../../schemas/fields/normalise.ts';
import { check, type Form, fieldsOf } from '../../../schemas/form.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { arbitraryAnswers } from '../../support/arbitrary-answers.ts';
import { savedByLibreOffice, soffice } from '../../support/libre-office.ts';
import { rezip } from '../../support/rezip.ts';
import {
  answersOf,
  campaign,
  commentsOf,
  copyOf,
  FILES,
  filledIn,
  readBack,
} from '../../support/workbooks.ts';

const every = forms.map((form) => [form.id, form] as const);

const fixture = (form: Form): Buffer =>
  readFileSync(
    fileURLToPath(new URL(`../../fixtures/workbooks/libreoffice-${form.id}.xlsx`, import.meta.url)),
  );

/** As other programs write: a prefix before every name, no styles, no addresses, texts inside the cells. */
const asOthersWrite = (file: Buffer): Buffer =>
  rezip(file, (name, xml) => {
    if (name === 'xl/styles.xml') return undefined;
    if (!name.startsWith('xl/worksheets/sheet')) return xml;
    return `\ufeff${xml}`
      .replace(/<(\/?)([a-zA-Z])/g, '<$1x:$2')
      .replace(' xmlns="', ' xmlns:x="')
      .replace(/(<x:c) r="[A-Z]+\d+"/g, '$1')
      .replace(/ s="\d+"/g, '');
  });

/** The answers with something that is never right in the place of one of them. */
function damage<Answers>(answers: Answers, spot: number): Answers {
  const copy = structuredClone(answers);
  const places: [object, string][] = [];
  const walk = (within: unknown) => {
    if (typeof within !== 'object' || within === null) return;
    for (const [name, value] of Object.entries(within)) {
      if (typeof value !== 'object' || value === null) places.push([within, name]);
      walk(value);
    }
  };
  walk(copy);
  const [within, name] = places[spot % Math.max(1, places.length)] ?? [];
  if (within && name !== undefined) Reflect.set(within, name, '外星人');
  return copy;
}

describe('answers in a workbook', () => {
  it.each(every)('of %s come back as they went in', (_, form) => {
    const read = readBack(form, filledIn(form, answersOf(form)));
    expect(read.answers).toEqual(answersOf(form));
    expect(read.problems.filter(({ severity }) => severity !== 'hint')).toEqual([]);
  });

  it.each(every)('of %s come back whatever valid answers they are, in either language', (_, form) => {
    fc.assert(
      fc.property(arbitraryAnswers(fieldsOf(form), FILES), fc.constantFrom('zh', 'en'), (given, language) => {
        const want = normalise(fieldsOf(form), given).answers;
        expect(readBack(form, filledIn(form, given, language)).answers).toEqual(want);
      }),
      { numRuns: 20 },
    );
  });

  it.each(every)('of %s are told to be wrong wherever the submission would refuse them', (_, form) => {
    const damaged = fc
      .tuple(arbitraryAnswers(fieldsOf(form), FILES), fc.array(fc.nat(200), { maxLength: 6 }))
      .map(([answers, spots]) => spots.reduce(damage, answers));
    fc.assert(
      fc.property(damaged, (given) => {
        const { findings } = check(form, given, { campaign, attachments: FILES });
        const refused = findings.filter(
          ({ severity, pointer }) => severity === 'blocking' && !pointer.startsWith('/attachments'),
        );
        const read = readBack(form, filledIn(form, given));
        const told = new Set(read.problems.map(({ pointer }) => pointer));
        expect(refused.map(({ pointer }) => pointer).filter((pointer) => !told.has(pointer))).toEqual([]);
        const cells = new Set(read.problems.map((problem) => `${problem.sheet}!${cellName(problem)}`));
        expect(commentsOf(copyOf(form, read))).toHaveLength(cells.size);
      }),
      { numRuns: 10 },
    );
  });

  it.each(every)('of %s come back from a file that LibreOffice saved', (_, form) => {
    const read = readBack(form, fixture(form));
    expect(read.answers).toEqual(answersOf(form));
    expect(read.problems.filter(({ severity }) => severity !== 'hint')).toEqual([]);
  });

  it.each(every)('of %s come back from a file with other prefixes and without styles', (_, form) => {
    // Cells that are blank are not written by such programs without an address, so all are kept here.
    expect(readBack(form, asOthersWrite(filledIn(form, answersOf(form)))).answers).toEqual(answersOf(form));
  });

  (soffice === undefined ? it.skip : it)(
    'of every form come back through the LibreOffice of this machine',
    async () => {
      const saved = await savedByLibreOffice(forms.map((form) => filledIn(form, answersOf(form))));
      for (const [index, form] of forms.entries()) {
        expect(readBack(form, saved[index] ?? Buffer.alloc(0)).answers).toEqual(answersOf(form));
      }
    },
    180_000,
  );
});
