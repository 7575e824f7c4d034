import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MOST_BYTES } from '../../../../../functions/shared/workbook/most-bytes.ts';
import { Refusal } from '../../../../../functions/shared/workbook/read/refusals.ts';
import { readWorkbook } from '../../../../../functions/shared/workbook/read/workbook.ts';
import { zip } from '../../../../../functions/shared/workbook/write/zip.ts';
import { forms } from '../../../../../schemas/forms/index.ts';
import { bomb } from '../../../../support/bomb.ts';
import { rezip, sheetPart } from '../../../../support/rezip.ts';
import { answersOf, filledIn } from '../../../../support/workbooks.ts';

const [form] = forms;
if (!form) throw new Error('no form');
const good = filledIn(form, answersOf(form));
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function refusalOf(file: Buffer): string {
  try {
    readWorkbook(file);
    return 'read';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const withPart = (name: string, text = '<a/>') => rezip(good, (_, xml) => xml, [{ name, text }]);
const changed = (part: string, change: (xml: string) => string) =>
  rezip(good, (name, xml) => (name === part ? change(xml) : xml));

/** The link of a cell or of a picture, outside the package. */
const linked = (type: string) =>
  withPart(
    'xl/worksheets/_rels/sheet1.xml.rels',
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/${type}" Target="https://example.org/" TargetMode="External"/></Relationships>`,
  );

const ole = (stream: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(512),
    Buffer.from(stream, 'utf16le'),
  ]);

/** One bit of the general purpose flags says that a part is encrypted. */
function encrypted(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const directory = copy.readUInt32LE(copy.length - 6);
  copy.writeUInt16LE(copy.readUInt16LE(directory + 8) | 1, directory + 8);
  return copy;
}

describe('the guard before workbooks', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a text', Buffer.from('单位名称,地址\n'), 'not-a-workbook'],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.alloc(64)]), 'not-a-workbook'],
    ['a file above the limit', Buffer.alloc(MOST_BYTES + 1, 'PK\x03\x04'), 'too-large'],
    ['a workbook with a password', ole('EncryptedPackage'), 'encrypted'],
    ['a workbook in the old format', ole('Workbook'), 'old-format'],
    ['an encrypted ZIP', encrypted(good), 'encrypted'],
    ['a ZIP that is no package', zip([{ name: 'a.txt', text: 'a' }]), 'not-a-workbook'],
    [
      'a document of a word processor',
      zip([
        { name: '[Content_Types].xml', text: '<Types/>' },
        { name: 'word/document.xml', text: '<a/>' },
      ]),
      'not-a-workbook',
    ],
    ['a workbook with macros', withPart('xl/vbaProject.bin'), 'macros'],
    [
      'one that only says that it has macros',
      changed('[content_types].xml', (xml) =>
        xml.replace('spreadsheetml.sheet.main+xml', 'ms-excel.sheet.macroEnabled.main+xml'),
      ),
      'macros',
    ],
    ['macros of 1992', withPart('xl/macrosheets/sheet1.xml'), 'macros'],
    ['controls that run', withPart('xl/activeX/activeX1.bin'), 'macros'],
    ['a link to another workbook', withPart('xl/externalLinks/externalLink1.xml'), 'external-links'],
    ['a query of a database', withPart('xl/connections.xml'), 'external-links'],
    ['a picture from elsewhere', linked('image'), 'external-links'],
    [
      'a document type definition',
      changed(sheetPart(2), (xml) => xml.replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>')),
      'document-type',
    ],
    ['XML that breaks off', changed(sheetPart(2), (xml) => xml.slice(0, -40)), 'damaged'],
    ['a file that breaks off', good.subarray(0, good.length - 100), 'damaged'],
    ['501 parts', zip(Array.from({ length: 501 }, (_, i) => ({ name: `${i}`, text: '' }))), 'too-many-parts'],
    [
      'a name twice',
      zip([
        { name: 'a', text: '' },
        { name: 'A', text: '' },
      ]),
      'damaged',
    ],
    [
      'more cells than anybody types',
      changed(sheetPart(2), (xml) =>
        xml.replace(
          /<sheetData>.*<\/sheetData>/s,
          () =>
            `<sheetData>${Array.from({ length: 250_001 }, (_, i) => `<row><c><v>${i}</v></c></row>`).join('')}</sheetData>`,
        ),
      ),
      'too-many-cells',
    ],
    [
      'a text that 1,000 cells repeat',
      changed(sheetPart(2), (xml) =>
        xml.replace(
          /<sheetData>.*<\/sheetData>/s,
          () =>
            `<sheetData>${`<row><c t="inlineStr"><is><t>${'长'.repeat(20_000)}</t></is></c></row>`.repeat(700)}</sheetData>`,
        ),
      ),
      'inflates-too-much',
    ],
  ])('refuses %s', (_, file, code) => {
    expect(refusalOf(file)).toBe(code);
  });

  it('reads cells that link to an address, as programs make them by themselves', () => {
    expect(refusalOf(linked('hyperlink'))).toBe('read');
  });

  it.each(['honest', 'lying'] as const)('refuses a bomb whose directory is %s', (kind) => {
    expect(refusalOf(bomb(kind, 110))).toBe('inflates-too-much');
  });

  it('never reads what has no cells', () => {
    // A picture of 20 MB that is no DEFLATE at all.
    const file = rezip(good, (_, xml) => xml, [{ name: 'xl/media/image1.png', text: 'x' }]);
    const at = file.indexOf(deflateRawSync(Buffer.from('x')), file.indexOf('image1.png'));
    file.writeUInt8(0xff, at);
    expect(refusalOf(file)).toBe('read');
  });

  it('reads or refuses whatever bytes are changed, and never fails otherwise', () => {
    const change = fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(good.length), (changes, cut) => {
        const file = Buffer.from(good.subarray(0, cut % 5 === 0 ? cut : good.length));
        for (const { at, byte } of changes) if (at < file.length) file[at] = byte;
        expect(typeof refusalOf(file)).toBe('string');
      }),
      { numRuns: 150 },
    );
  });

  it('reads or refuses whatever is changed inside the parts', () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      text: fc.string({ maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.nat(9), fc.array(change, { minLength: 1, maxLength: 4 }), (part, changes) => {
        let index = 0;
        const file = rezip(good, (_, xml) => {
          if (index++ !== part) return xml;
          return changes.reduce((text, one) => {
            const at = Math.floor(one.at * text.length);
            return text.slice(0, at) + one.text + text.slice(at + one.text.length);
          }, xml);
        });
        expect(typeof refusalOf(file)).toBe('string');
      }),
      { numRuns: 150 },
    );
  });
});
