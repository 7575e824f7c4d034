import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalise } from '../../../schemas/fields/normalise.ts';
import { type Form, fieldsOf } from '../../../schemas/form.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { arbitraryAnswers } from '../../support/arbitrary-answers.ts';
import { savedByLibreOffice, soffice } from '../../support/libre-office.ts';
import { rezip } from '../../support/rezip.ts';
import { answersOf, FILES, filledIn, readBack } from '../../support/workbooks.ts';

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
