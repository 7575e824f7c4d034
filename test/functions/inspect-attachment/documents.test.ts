import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from '@jest/globals';
import yazl from 'yazl';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import { fileTypes } from '../../../schemas/slot.ts';
import { bytesSource, newAnalyser } from '../../support/files.ts';

const analyser = newAnalyser();
afterAll(() => analyser.close());

function zip(...names: string[]): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const name of names) file.addBuffer(Buffer.from(name), name);
  file.end();
  return buffer(file.outputStream);
}

const docx = await zip('[Content_Types].xml', 'word/document.xml');
const xlsx = await zip('[Content_Types].xml', 'xl/workbook.xml');
const plain = await zip('照片/1.jpg');
const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);
const rtf = Buffer.from('{\\rtf1 总结}');
/** With its references at byte 9, as `startxref` says. */
const pdf = Buffer.from('%PDF-1.7\nxref\n0 0\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n');
const streamed = Buffer.from('%PDF-1.7\n7 0 obj<<>>endobj\nstartxref\n9\n%%EOF');
const html = Buffer.from('<html>总结</html>');

type Extension = Parameters<typeof fileTypes>[number];

async function judge(extension: Extension, bytes: Buffer) {
  const type = fileTypes(extension)[0]?.contentType ?? '';
  const { state, findings } = await inspectFile(
    analyser,
    { form: 'summary', slot: 'report', type },
    bytesSource(bytes),
  );
  return [state, ...findings.map(({ code }) => code)];
}

describe('documents', () => {
  it.each<[Extension, string, Buffer]>([
    ['docx', 'a document', docx],
    ['xlsx', 'a workbook', xlsx],
    ['doc', 'an older document', ole],
    ['doc', 'RTF under the name that Word gives it', rtf],
    ['wps', 'an older document of WPS', ole],
    ['pdf', 'a PDF', pdf],
    ['pdf', 'a PDF whose references are an object', streamed],
    ['pdf', 'a PDF behind some bytes of another program', Buffer.concat([Buffer.alloc(100), pdf])],
  ])('a %s that is %s is accepted', async (extension, _, bytes) => {
    expect(await judge(extension, bytes)).toEqual(['accepted']);
  });

  it.each([
    ['rubbish between a first and a last line', Buffer.from(`%PDF-1.7\n${'x'.repeat(400)}\n%%EOF`)],
    ['led nowhere', Buffer.from('%PDF-1.7\nxref\nstartxref\n4096\n%%EOF')],
    ['led to something else', Buffer.from('%PDF-1.7\nxref\nstartxref\n2\n%%EOF')],
  ])('a PDF that is %s is left to people', async (_, bytes) => {
    expect(await judge('pdf', bytes)).toEqual(['unchecked', 'faulty-structure']);
  });

  it.each<[Extension, string, Buffer, string]>([
    ['docx', 'any ZIP', plain, 'type-mismatch'],
    ['docx', 'a workbook', xlsx, 'type-mismatch'],
    ['xlsx', 'a document', docx, 'type-mismatch'],
    ['docx', 'HTML', html, 'type-mismatch'],
    ['docx', 'wrapped with a password', ole, 'password-protected'],
    ['docx', 'cut off', docx.subarray(0, docx.length - 60), 'truncated'],
    ['doc', 'HTML', html, 'type-mismatch'],
    ['pdf', 'HTML', html, 'type-mismatch'],
    ['pdf', 'a ZIP', plain, 'type-mismatch'],
    ['png', 'a PDF', pdf, 'type-mismatch'],
    ['pdf', 'empty', Buffer.alloc(0), 'type-mismatch'],
    ['docx', 'a lie about its table of contents', lie(docx), 'truncated'],
  ])('a %s that is %s is refused', async (extension, _, bytes, code) => {
    expect(await judge(extension, bytes)).toEqual(['refused', code]);
  });
});

/** A ZIP that claims a table of contents of 4 GB. */
function lie(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(0xffffffff, copy.lastIndexOf('PK\x05\x06') + 12);
  return copy;
}
