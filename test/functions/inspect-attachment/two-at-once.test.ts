import { describe, expect, it } from '@jest/globals';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import { bytesSource } from '../../support/files.ts';
import { analyser, CARRIES, CUT_OFF, judge, plain, said, text } from './odd.ts';

/** A ZIP without files: it is one by its end. */
const zip = (comment = '') => {
  const end = Buffer.concat([text('PK\x05\x06'), Buffer.alloc(18), text(comment)]);
  end.writeUInt16LE(comment.length, 20);
  return end;
};

describe('a file that is two at once', () => {
  const jpeg = plain('ok-1920x1080.jpg');
  const comment = (content: string) => {
    const head = Buffer.from([0xff, 0xfe, 0, 0]);
    head.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([jpeg.subarray(0, 2), head, text(content), jpeg.subarray(2)]);
  };
  const PROGRAM = CARRIES('可执行程序', 'a program');
  const DOCUMENT = CARRIES('PDF文件', 'a PDF');
  const pdf = text('%PDF-1.7\nxref\nstartxref\n9\n%%EOF\n');
  /** The head of a file within a ZIP. */
  const entry = Buffer.concat([text('PK\x03\x04\x14'), Buffer.alloc(25), text('MZ')]);
  /** A comment where a picture in several passes has its tables. */
  const between = (picture: Buffer, content: string) => {
    const head = Buffer.from([0xff, 0xfe, 0, content.length + 2]);
    return Buffer.concat([picture.subarray(0, -2), head, text(content), picture.subarray(-2)]);
  };
  const ARCHIVE = CARRIES('压缩包', 'an archive (ZIP, RAR, 7z)');
  const PAGE = CARRIES('网页代码', 'the code of a web page');
  const summary = (type: string, bytes: Uint8Array) =>
    inspectFile(analyser, { form: 'summary', slot: 'report', type }, bytesSource(bytes));

  it.each<[name: string, bytes: Buffer, said: string[]]>([
    ['a picture with a page in its comment', comment('<HTML><script>alert(1)</script>'), PAGE],
    ['a picture with a page behind it', Buffer.concat([jpeg, text('<!DOCTYPE html><p>')]), PAGE],
    ['a picture with a program behind it', Buffer.concat([jpeg, text('<?php phpinfo(); ?>')]), PAGE],
    ['a picture with an archive behind it', Buffer.concat([jpeg, zip()]), ARCHIVE],
    ['one whose archive has a comment', Buffer.concat([jpeg, zip('end')]), ARCHIVE],
    ['one whose archive is followed by a byte', Buffer.concat([jpeg, entry, zip(), text('\n')]), ARCHIVE],
    ['a picture with a RAR behind it', Buffer.concat([jpeg, text('Rar!\x1a\x07\x01\0')]), ARCHIVE],
    ['a picture with a 7z behind it', Buffer.concat([jpeg, text('7z\xbc\xaf\x27\x1c')]), ARCHIVE],
    [
      'a picture with a program of Windows behind it',
      Buffer.concat([jpeg, text('MZ'), Buffer.alloc(300, 7)]),
      PROGRAM,
    ],
    ['a picture with a PDF behind it', Buffer.concat([jpeg, pdf]), DOCUMENT],
    ['a picture with a page far inside its comment', comment(`${' '.repeat(5000)}<html>`), PAGE],
    ['a picture with a drawing that runs in its comment', comment('<svg onload=alert(1)>'), PAGE],
    ['a picture with a body in its comment', comment('<body >'), PAGE],
    ['a picture with a frame in its comment', comment('<iframe src=x>'), PAGE],
    ['a picture with a page between its scans', between(jpeg, '<script>'), PAGE],
  ])('%s is refused', async (_, bytes, sentences) => {
    expect(said(await judge('two.jpg', bytes))).toEqual(sentences);
  });

  it('a video with an archive behind it is refused', async () => {
    const two = await judge('two.mp4', Buffer.concat([plain('ok-1080p-12s.mp4'), zip()]));
    expect(said(two)).toEqual(expect.arrayContaining(ARCHIVE));
  });

  it('a PDF with an archive behind it is refused, one cut off as well', async () => {
    expect(said(await summary('application/pdf', Buffer.concat([pdf, zip()])))).toEqual(ARCHIVE);
    expect(said(await summary('application/pdf', pdf.subarray(0, 12)))).toEqual(CUT_OFF);
  });

  it.each<[what: string, bytes: Buffer, said: string[]]>([
    ['an archive before it', Buffer.concat([entry, zip(), pdf]), ARCHIVE],
    ['an archive and a line behind it', Buffer.concat([pdf, entry, zip(), text('\n')]), ARCHIVE],
    ['a page before it', Buffer.concat([text('<html>'), pdf]), PAGE],
    ['a page behind it', Buffer.concat([pdf, text('<script>')]), PAGE],
    ['a program before it', Buffer.concat([text('MZ'), pdf]), PROGRAM],
  ])('a PDF with %s is refused', async (_, bytes, sentences) => {
    expect(said(await summary('application/pdf', bytes))).toEqual(expect.arrayContaining(sentences));
  });

  it('a picture too large to be held is looked through as far as it matters', async () => {
    const large = Buffer.concat([jpeg, entry, Buffer.alloc(6_000_000, 7)]);
    expect(said(await judge('large.jpg', large))).toEqual(ARCHIVE);
  });

  it('a document that begins as a PDF too is refused', async () => {
    const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    const found = await summary(type, Buffer.concat([text('PK\x03\x04'), pdf]));
    expect(said(found)).toEqual(expect.arrayContaining(CARRIES('PDF文件', 'a PDF')));
  });

  /** Its compressed picture so often that it cannot be held. */
  const grown = (() => {
    const scan = jpeg.indexOf(Buffer.of(0xff, 0xda));
    const start = scan + 2 + jpeg.readUInt16BE(scan + 2);
    const data = jpeg.subarray(start, -2);
    const times = Math.ceil(4_500_000 / data.length);
    return Buffer.concat([jpeg.subarray(0, start), ...Array<Buffer>(times).fill(data), jpeg.subarray(-2)]);
  })();
  const noise = Buffer.concat(
    Array<Buffer>(50).fill(Buffer.from(Array.from({ length: 60_000 }, (_, i) => (i * 2_654_435_761) >>> 24))),
  );

  it.each<[what: string, behind: Buffer, verdict: string[]]>([
    ['nothing', Buffer.alloc(0), ['accepted']],
    ['the film of a phone', noise, ['accepted']],
    ['a RAR', Buffer.concat([text('Rar!\x1a\x07\x01\0'), noise]), ARCHIVE],
    ['a program', Buffer.concat([text('MZ'), noise]), PROGRAM],
    ['a page at the end of noise', Buffer.concat([noise, text('<script>')]), PAGE],
  ])('a picture of 4.5 MB is seen to its end with %s behind it', async (_, behind, sentences) => {
    const found = await judge('large.jpg', Buffer.concat([grown, behind]));
    expect(said(found)).toEqual(sentences);
    expect(found.bytesRead).toBeLessThanOrEqual(4 * 1024 ** 2);
  });

  it.each<[what: string, behind: Buffer]>([
    ['another picture', jpeg],
    [
      'what Samsung writes',
      Buffer.concat([text('\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1683766800000SEFHk\0\0\0'), text('SEFT')]),
    ],
    ['zeros', Buffer.alloc(70_000)],
    ['an empty line', text('\r\n')],
  ])('a picture that has %s behind it is accepted', async (_, behind) => {
    expect((await judge('more.jpg', Buffer.concat([jpeg, behind]))).state).toBe('accepted');
  });

  it('a picture that only carries what phones put behind it is accepted', async () => {
    const motion = Buffer.concat([jpeg, plain('ok-1080p-12s.mp4').subarray(0, 50_000)]);
    expect((await judge('motion.jpg', motion)).state).toBe('accepted');
  });

  it('an archive that is not at the very end is none', async () => {
    const inside = Buffer.concat([
      text('%PDF-1.7\nxref\n'),
      zip(),
      text('\nendstream startxref\n9\n%%EOF\n'),
    ]);
    expect((await summary('application/pdf', inside)).state).toBe('accepted');
  });
});
