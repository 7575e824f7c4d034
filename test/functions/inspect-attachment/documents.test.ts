import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import yazl from 'yazl';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import { fileTypes } from '../../../schemas/slot.ts';
import { compound } from '../../support/compound.ts';
import { bytesSource, newAnalyser } from '../../support/files.ts';

const analyser = newAnalyser();
afterAll(() => analyser.close());

type Part = [name: string, content: string];

function zip(parts: Part[]): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const [name, content] of parts) file.addBuffer(Buffer.from(content), name);
  file.end();
  return buffer(file.outputStream);
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const TYPES = '[Content_Types].xml';
const parts = (main: string, type: string, part = main): Part[] => [
  [TYPES, `<Types><Override PartName="/${main}" ContentType="${OFFICE}.${type}.main+xml"/></Types>`],
  [part, '<xml/>'],
];
const text = parts('word/document.xml', 'wordprocessingml.document');
const docx = await zip(text);
const xlsx = await zip(parts('xl/workbook.xml', 'spreadsheetml.sheet'));
const pptx = await zip(parts('ppt/presentation.xml', 'presentationml.presentation'));
const commented = withComment(await zip(text), `PK\x05\x06${'A'.repeat(30)}`);
const renamed = await zip(parts('word/document2.xml', 'wordprocessingml.document'));
const namesAlone = await zip([
  [TYPES, 'x'],
  ['word/document.xml', 'x'],
]);
const partless = await zip(parts('word/document.xml', 'wordprocessingml.document', 'word/a'));
const macros = await zip([...text, ['word/vbaProject.bin', 'x']]);
const stray = strayed(await zip([...text, ['aa/evil.exe', 'x']]));
const plain = await zip([['照片/1.jpg', '']]);

const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);

/** The beginning of a text of Word, with the flags that stand in it. */
function wordText(flags: number): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.writeUInt16LE(0xa5ec, 0);
  bytes.writeUInt16LE(flags, 10);
  return bytes;
}

const doc = compound(['WordDocument', '1Table'], wordText(0x0200));
const rtf = Buffer.from('{\\rtf1 总结}\r\n');
/** With its references at byte 9, as `startxref` says. */
const pdf = Buffer.from('%PDF-1.7\nxref\n0 0\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n');
const streamed = Buffer.from('%PDF-1.7\n7 0 obj<<>>endobj\nstartxref\n9\n%%EOF');
const html = Buffer.from('<html>总结</html>');

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content]);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(content.length, 0);
  numbers.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([numbers.subarray(0, 4), named, numbers.subarray(4)]);
}

const size = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
const png = (...chunks: Buffer[]) =>
  Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', size), ...chunks]);
const IDAT = chunk('IDAT', deflateSync(Buffer.alloc(72)));
const IEND = chunk('IEND', Buffer.alloc(0));

type Extension = Parameters<typeof fileTypes>[number];

async function verdict(extension: Extension, bytes: Buffer) {
  const type = fileTypes(extension)[0]?.contentType ?? '';
  return inspectFile(analyser, { form: 'summary', slot: 'report', type }, bytesSource(bytes));
}

async function judge(extension: Extension, bytes: Buffer) {
  const { state, findings } = await verdict(extension, bytes);
  return [state, ...findings.map(({ code }) => code)];
}

describe('documents', () => {
  it.each<[Extension, string, Buffer]>([
    ['docx', 'a document', docx],
    ['xlsx', 'a workbook', xlsx],
    ['docx', 'a document with a comment that looks like an end', commented],
    ['docx', 'one whose main part has another name', renamed],
    ['doc', 'an older document', doc],
    ['doc', 'the newer format under the older name', docx],
    ['wps', 'a document of Works', compound(['CONTENTS'])],
    ['png', 'a picture', png(IDAT, IEND)],
    ['png', 'a picture with bytes behind it', Buffer.concat([png(IDAT, IEND), Buffer.alloc(9)])],
    [
      'pdf',
      'a PDF that tells of passwords',
      Buffer.concat([
        Buffer.from('%PDF-1.7\n'),
        Buffer.from('1 0 obj<</Encrypt 2>>endobj\nstartxref\n9\n%%EOF'),
      ]),
    ],
    ['doc', 'RTF under the name that Word gives it', rtf],
    ['wps', 'an older document of WPS', doc],
    ['pdf', 'a PDF', pdf],
    ['pdf', 'a PDF whose references are an object', streamed],
    ['pdf', 'a PDF behind some bytes of another program', Buffer.concat([Buffer.alloc(100), pdf])],
  ])('a %s that is %s is accepted', async (extension, _, bytes) => {
    expect(await judge(extension, bytes)).toEqual(['accepted']);
  });

  it('a docx with a table of contents like no document is left to people', async () => {
    const end = docx.lastIndexOf('PK\x05\x06');
    const long = Buffer.concat([docx.subarray(0, end), Buffer.alloc(3_000_000), docx.subarray(end)]);
    long.writeUInt32LE(long.readUInt32LE(long.length - 10) + 3_000_000, long.length - 10);
    expect(await judge('docx', long)).toEqual(['unchecked', 'not-all-seen']);
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
    ['docx', 'wrapped with a password', compound(['EncryptedPackage']), 'password-protected'],
    ['docx', 'cut off', docx.subarray(0, docx.length - 60), 'truncated'],
    ['doc', 'HTML', html, 'type-mismatch'],
    ['pdf', 'HTML', html, 'type-mismatch'],
    ['pdf', 'a ZIP', plain, 'type-mismatch'],
    ['png', 'a PDF', pdf, 'type-mismatch'],
    ['pdf', 'empty', Buffer.alloc(0), 'type-mismatch'],
    ['docx', 'nothing but the names of its parts', namesAlone, 'type-mismatch'],
    ['docx', 'without its main part', partless, 'type-mismatch'],
    ['docx', 'a carrier of macros', macros, 'macros'],
    ['docx', 'leading out of itself', stray, 'foreign-content'],
    [
      'docx',
      'without the heads of its parts',
      Buffer.from(docx).fill(0, 200, docx.indexOf('PK\x01\x02')),
      'truncated',
    ],
    ['docx', 'damaged in its list of parts', flipped(docx, 60), 'truncated'],
    ['docx', 'an older document', doc, 'type-mismatch'],
    ['xlsx', 'an older workbook', compound(['Workbook']), 'type-mismatch'],
    ['doc', 'its first bytes alone', ole, 'truncated'],
    ['doc', 'an older workbook', compound(['Workbook']), 'type-mismatch'],
    ['doc', 'an installer', compound(['\u4840\u3f3f']), 'type-mismatch'],
    [
      'doc',
      'an older document with a password',
      compound(['WordDocument'], wordText(0x0100)),
      'password-protected',
    ],
    [
      'doc',
      'wrapped with a password',
      compound(['EncryptionInfo', 'EncryptedPackage']),
      'password-protected',
    ],
    ['doc', 'cut off behind its directory', doc.subarray(0, 1536), 'truncated'],
    ['doc', 'cut off in its last stream', doc.subarray(0, -4096), 'truncated'],
    ['doc', 'RTF that was cut off', rtf.subarray(0, 10), 'truncated'],
    ['wps', 'a workbook of WPS', compound(['Workbook']), 'type-mismatch'],
    ['png', 'of no picture', png(IEND), 'truncated'],
    ['png', 'without its end', png(IDAT), 'truncated'],
    ['png', 'damaged', flipped(png(IDAT, IEND), 45), 'truncated'],
    [
      'png',
      'with a page in its words',
      png(chunk('tEXt', Buffer.from('a\0<script>')), IDAT, IEND),
      'foreign-content',
    ],
    ['png', 'with an archive behind it', Buffer.concat([png(IDAT, IEND), plain]), 'foreign-content'],
    ['docx', 'a lie about its table of contents', lie(docx), 'truncated'],
  ])('a %s that is %s is refused', async (extension, _, bytes, code) => {
    expect(await judge(extension, bytes)).toEqual(['refused', code]);
  });

  it.each([
    ['locked', '%PDF-1.7\nxref\n0 0\ntrailer\n<</Encrypt 5 0 R>>\nstartxref\n9\n%%EOF\n'],
    ['locked in its stream of references', '%PDF-1.7\n7 0 obj<</Encrypt 5 0 R>>stream\nstartxref\n9\n%%EOF'],
  ])('a pdf that is %s is for people to open, who may have the right to', async (_, text) => {
    expect(await judge('pdf', Buffer.from(text))).toEqual(['unchecked', 'restricted']);
  });
});

describe('a document that is another one', () => {
  it.each<[Extension, string, Buffer, string]>([
    ['docx', '旧版Word文档（doc）', doc, '转换为docx格式'],
    ['docx', 'Excel表格（xlsx）', xlsx, '转换为docx格式'],
    ['docx', '演示文稿（pptx）', pptx, '转换为docx格式'],
    ['docx', '压缩包', plain, '检查文件'],
    ['docx', 'PDF文档', pdf, '转换为docx格式'],
    ['docx', 'RTF文档', rtf, '转换为docx格式'],
    ['doc', '旧版Excel表格（xls）', compound(['Workbook']), '转换为doc格式'],
    ['wps', '旧版演示文稿（ppt）', compound(['PowerPoint Document']), '转换为wps格式'],
    ['pdf', 'Office文档（docx、xlsx等）', docx, '转换为PDF格式'],
    ['pdf', '旧版Office文档（doc、xls等）', doc, '转换为PDF格式'],
    ['doc', '网页（HTML）', html, '检查文件'],
  ])('says so: a %s that is %s', async (extension, is, bytes, todo) => {
    const { findings } = await verdict(extension, bytes);
    const named = extension === 'pdf' ? 'PDF' : extension;
    expect(findings[0]?.message).toBe(`文件内容是${is}，不是${named}格式，请${todo}后重新上传。`);
    expect(findings[0]?.en).toMatch(/^The content of the file is [^.]+, not \w+\. (Convert|Check) [^.]+\.$/);
  });
});

/** A ZIP ends with its comment, before which its length stands. */
function withComment(bytes: Buffer, comment: string): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt16LE(comment.length, copy.length - 2);
  return Buffer.concat([copy, Buffer.from(comment, 'latin1')]);
}

/** With one bit turned. */
function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}

/** Its table of contents leads out of it. */
function strayed(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf('aa/evil'); at >= 0; at = copy.indexOf('aa/evil')) copy.write('../evil', at);
  return copy;
}

/** A ZIP that claims a table of contents of 4 GB. */
function lie(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(0xffffffff, copy.lastIndexOf('PK\x05\x06') + 12);
  return copy;
}
