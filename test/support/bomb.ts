import { crc32, deflateRawSync } from 'node:zlib';
import { zip } from '../../functions/shared/workbook/write/zip.ts';

const MIB = 1024 ** 2;

/**
 * A workbook of less than 3 MB whose one sheet inflates to 400 MB. `lying`: the directory says that it is small.
 * A sheet that is mostly random text first makes the file as large as it may be.
 */
export function bomb(kind: 'honest' | 'lying', megabytes = 400): Buffer {
  const parts = [
    {
      name: '[Content_Types].xml',
      text: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: 'xl/workbook.xml',
      text: '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    },
  ];
  const head = Buffer.from(
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>',
  );
  const rows = Buffer.from('<row><c t="n"><v>1</v></c></row>'.repeat(MIB / 32));
  const sheet = Buffer.concat([head, ...Array.from({ length: megabytes }, () => rows)]);
  const packed = deflateRawSync(sheet);
  const name = 'xl/worksheets/sheet1.xml';
  // A small part is written, and then the real content put into its place.
  const marker = '<marker/>';
  const file = zip([...parts, { name, text: marker }]);
  const small = deflateRawSync(Buffer.from(marker));
  const body = file.indexOf(Buffer.concat([Buffer.from(name), small])) + name.length;
  const whole = Buffer.concat([file.subarray(0, body), packed, file.subarray(body + small.length)]);
  const grown = packed.length - small.length;
  const end = whole.length - 22;
  whole.writeUInt32LE(whole.readUInt32LE(end + 16) + grown, end + 16);
  const line = whole.lastIndexOf(name) - 46;
  whole.writeUInt32LE(crc32(sheet), line + 16);
  whole.writeUInt32LE(packed.length, line + 20);
  whole.writeUInt32LE(kind === 'honest' ? sheet.length : 4 * MIB, line + 24);
  return whole;
}
