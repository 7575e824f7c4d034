import type { Text } from '../../schemas/text.ts';
import { FINDINGS } from './findings.ts';
import { looksLikePage } from './signatures.ts';
import type { Budgeted } from './source.ts';
import { type Found, fault } from './verdict.ts';

type Sort = 'picture' | 'video' | 'document' | 'other';

/** What a file is, in words that those who send files know. */
export interface Kind extends Text {
  sort: Sort;
}

const kind = (sort: Sort, zh: string, en: string): Kind => ({ sort, zh, en });

export const KINDS = {
  doc: kind('document', '旧版Word文档（doc）', 'a Word document of the older format (doc)'),
  docx: kind('document', 'Word文档（docx）', 'a Word document (docx)'),
  xls: kind('document', '旧版Excel表格（xls）', 'an Excel workbook of the older format (xls)'),
  xlsx: kind('document', 'Excel表格（xlsx）', 'an Excel workbook (xlsx)'),
  ppt: kind('document', '旧版演示文稿（ppt）', 'a presentation of the older format (ppt)'),
  pptx: kind('document', '演示文稿（pptx）', 'a presentation (pptx)'),
  ole: kind('other', '旧版Office文件或安装程序', 'an older Office file or an installer'),
  zip: kind('other', '压缩包', 'an archive'),
  program: kind('other', '可执行程序', 'a program'),
  page: kind('other', '网页（HTML）', 'a web page (HTML)'),
  svg: kind('picture', 'SVG矢量图', 'an SVG drawing'),
} as const;

const MP4 = kind('video', 'MP4视频', 'an MP4 video');

/** Files of the ISO family by their brand. */
const BRANDS: [brand: RegExp, kind: Kind][] = [
  [
    /^(hei[cxms]|hev[cx]|mif1|msf1)/,
    kind('picture', 'HEIC图片（iPhone照片格式）', 'a HEIC picture (as iPhones take them)'),
  ],
  [/^avi[fs]/, kind('picture', 'AVIF图片', 'an AVIF picture')],
  [/^qt {2}/, kind('video', 'MOV视频', 'a MOV video')],
];

const text = (value: string) => Buffer.from(value, 'latin1');

/** Files by their first bytes. */
const BEGINNINGS: [start: Buffer, kind: Kind][] = [
  [text('\xff\xd8\xff'), kind('picture', 'JPEG图片', 'a JPEG picture')],
  [text('\x89PNG\r\n\x1a\n'), kind('picture', 'PNG图片', 'a PNG picture')],
  [text('GIF8'), kind('picture', 'GIF图片', 'a GIF picture')],
  [text('BM'), kind('picture', 'BMP图片', 'a BMP picture')],
  [text('II*\0'), kind('picture', 'TIFF图片', 'a TIFF picture')],
  [text('MM\0*'), kind('picture', 'TIFF图片', 'a TIFF picture')],
  [text('%PDF-'), kind('document', 'PDF文档', 'a PDF')],
  [text('{\\rtf'), kind('document', 'RTF文档', 'an RTF document')],
  [
    text('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    kind('document', '旧版Office文档（doc、xls等）', 'an Office document of the older format (doc, xls)'),
  ],
  [text('PK\x03\x04'), KINDS.zip],
  [text('Rar!\x1a\x07'), KINDS.zip],
  [text('7z\xbc\xaf\x27\x1c'), KINDS.zip],
  [text('MZ'), KINDS.program],
  [text('\x7fELF'), KINDS.program],
  [text('\x1aE\xdf\xa3'), kind('video', 'MKV视频', 'an MKV video')],
  [text('\x30\x26\xb2\x75'), kind('video', 'WMV视频', 'a WMV video')],
  [text('FLV\x01'), kind('video', 'FLV视频', 'an FLV video')],
  [text('\0\0\x01\xba'), kind('video', 'MPEG视频', 'an MPEG video')],
];

const OFFICE = kind('document', 'Office文档（docx、xlsx等）', 'an Office document (docx, xlsx)');

const RIFF: { [name: string]: Kind } = {
  WEBP: kind('picture', 'WebP图片', 'a WebP picture'),
  'AVI ': kind('video', 'AVI视频', 'an AVI video'),
};

/** What begins so; undefined where that is not known. */
export function kindOf(head: Buffer): Kind | undefined {
  const brand = head.toString('latin1', 8, 12);
  if (head.toString('latin1', 4, 8) === 'ftyp') return BRANDS.find(([is]) => is.test(brand))?.[1] ?? MP4;
  if (head.toString('latin1', 0, 4) === 'RIFF') return RIFF[brand];
  const known = BEGINNINGS.find(([start]) => head.subarray(0, start.length).equals(start));
  if (known?.[1] === KINDS.zip && /\[Content_Types\]|word\/|xl\//.test(head.toString('latin1')))
    return OFFICE;
  if (known) return known[1];
  if (/^\W*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<svg[\s>]/i.test(head.toString('latin1'))) return KINDS.svg;
  return looksLikePage(head) ? KINDS.page : undefined;
}

const SORTS: { [named: string]: Sort } = { JPEG: 'picture', PNG: 'picture' };
for (const named of ['MP4', 'MOV', 'AVI', 'WMV', 'MKV', 'MPEG']) SORTS[named] = 'video';

/**
 * What is said of a file that is not what it is called.
 * @param is what it is, where its first bytes do not tell
 */
export async function notA(named: string, source: Budgeted, is?: Kind): Promise<Found> {
  const known = is ?? kindOf(Buffer.from(await source.read(0, 1024)));
  const sort = SORTS[named] ?? 'document';
  return fault(FINDINGS.otherKind(named, known, known?.sort === sort));
}
