import { readdirSync, readFileSync } from 'node:fs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, describe, expect, it } from '@jest/globals';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import type { Source } from '../../../functions/inspect-attachment/source.ts';
import { GIB } from '../../../schemas/slot.ts';
import { bytesSource, newAnalyser } from '../../support/files.ts';
import { mediaFile, typeOf } from '../../support/upload.ts';

const analyser = newAnalyser();
afterAll(() => analyser.close());

const FOLDER = 'test/fixtures/odd-media/';
const odd = (name: string) => readFileSync(FOLDER + name);
const plain = (name: string) => readFileSync(mediaFile(name));
const text = (value: string) => Buffer.from(value, 'latin1');

const judgeSource = (name: string, source: Source) =>
  inspectFile(
    analyser,
    { form: 'media', slot: /\.jpe?g$/.test(name) ? 'picture' : 'video', type: typeOf(name) },
    source,
  );
const judge = (name: string, bytes: Uint8Array) => judgeSource(name, bytesSource(bytes));
const said = ({ state, findings }: Awaited<ReturnType<typeof judge>>) => [
  state,
  ...findings.flatMap(({ message, en }) => [message, en]),
];

const NOT = (kind: string) => [
  'refused',
  `文件内容不是${kind}格式，请检查文件后重新上传。`,
  `The content of the file is not ${kind}. Check the file and upload it again.`,
];
const BUT = (zh: string, en: string, kind: string, converts: boolean) => [
  'refused',
  `文件内容是${zh}，不是${kind}格式，请${converts ? `转换为${kind}格式` : '检查文件'}后重新上传。`,
  `The content of the file is ${en}, not ${kind}. ${
    converts ? `Convert it to ${kind} and upload that.` : 'Check the file and upload it again.'
  }`,
];
const NO_PICTURE = ['refused', '文件中没有视频画面。', 'There is no picture in this video.'];
const CUT_OFF = [
  'refused',
  '文件不完整（可能在导出、复制或上传时中断），请重新导出后上传。',
  'The file is not whole: its export, copy or upload was cut off. Export and upload it again.',
];
const CARRIES = (zh: string, en: string) => [
  'refused',
  `文件中夹带了${zh}，请用原来的软件重新导出后上传。`,
  `It carries ${en} with it. Export it anew from the program it was made with and upload that.`,
];
const NOT_MEASURED = [
  'unchecked',
  '未能测出视频的时长或分辨率。',
  'Its duration or resolution could not be measured.',
];
const NOT_ALL_SEEN = [
  'unchecked',
  '文件结构特殊，未能完整检测。',
  'It is built so that not all could be checked.',
];

describe('what cameras and programs make', () => {
  it.each<[name: string, width: number, height: number]>([
    ['ok-hevc.mp4', 1920, 1080],
    ['ok-4k.mp4', 3840, 2160],
    ['ok-prores.mov', 1920, 1080],
    ['ok-variable-frame-rate.mp4', 1920, 1080],
    ['ok-with-cover.mp4', 1920, 1080],
    ['ok-fragmented.mp4', 1920, 1080],
    ['ok-100-tracks.mp4', 1920, 1080],
    ['ok-hdv-anamorphic.mp4', 1440, 1080],
    ['ok-hdv-anamorphic.mpg', 1440, 1080],
  ])('%s is accepted as 16:9', async (name, width, height) => {
    expect(await judge(name, odd(name))).toMatchObject({
      state: 'accepted',
      findings: [],
      media: { width, height, displayAspectRatio: '16:9' },
    });
  });

  it('is all in these tests', () => {
    expect(readdirSync(FOLDER).filter((name) => name.startsWith('ok-'))).toHaveLength(9);
  });
});

describe('what people take for a video or picture', () => {
  it.each<[name: string, said: string[]]>([
    ['bad-no-picture.mp4', NO_PICTURE],
    ['bad-cover-alone.mp4', NO_PICTURE],
    ['bad-webp-named-jpg.jpg', BUT('WebP图片', 'a WebP picture', 'JPEG', true)],
    [
      'bad-heic-named-jpg.jpg',
      BUT('HEIC图片（iPhone照片格式）', 'a HEIC picture (as iPhones take them)', 'JPEG', true),
    ],
    ['bad-avif-named-jpg.jpg', BUT('AVIF图片', 'an AVIF picture', 'JPEG', true)],
    [
      'bad-small-default-track.mp4',
      [
        'refused',
        '分辨率640×360，要求不低于1920×1080（1080P）。',
        'The resolution is 640×360; at least 1920×1080.',
      ],
    ],
  ])('%s is refused', async (name, sentences) => {
    expect(said(await judge(name, odd(name)))).toEqual(sentences);
  });

  it('a photo of a phone under the name of a video is refused', async () => {
    expect(said(await judge('phone.mp4', odd('bad-heic-named-jpg.jpg')))).toEqual(
      BUT('HEIC图片（iPhone照片格式）', 'a HEIC picture (as iPhones take them)', 'MP4', false),
    );
  });

  it.each<[name: string, kind: string]>([
    ['empty.mp4', 'MP4'],
    ['empty.mpg', 'MPEG'],
    ['empty.jpg', 'JPEG'],
  ])('%s of 0 bytes is refused', async (name, kind) => {
    expect(said(await judge(name, new Uint8Array(0)))).toEqual(NOT(kind));
  });

  it.each<[name: string, content: string | Buffer, said: string[]]>([
    ['text.mp4', '会议纪要', NOT('MP4')],
    [
      'drawing.jpg',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      BUT('SVG矢量图', 'an SVG drawing', 'JPEG', true),
    ],
    [
      'page.jpg',
      '<!doctype html><script>alert(1)</script>',
      BUT('网页（HTML）', 'a web page (HTML)', 'JPEG', false),
    ],
    ['moving.jpg', 'GIF89a', BUT('GIF图片', 'a GIF picture', 'JPEG', true)],
    ['tool.mp4', 'MZ\x90', BUT('可执行程序', 'a program', 'MP4', false)],
    ['many.mp4', 'PK\x03\x04', BUT('压缩包', 'an archive', 'MP4', false)],
    ['film.mp4', plain('ok-1080p.mkv'), BUT('MKV视频', 'an MKV video', 'MP4', true)],
    ['film.jpg', plain('ok-1080p-12s.mp4'), BUT('MP4视频', 'an MP4 video', 'JPEG', false)],
    ['film.wmv', odd('ok-hdv-anamorphic.mpg'), BUT('MPEG视频', 'an MPEG video', 'WMV', true)],
  ])('%s is refused for its kind alone', async (name, content, sentences) => {
    expect(said(await judge(name, Buffer.from(content)))).toEqual(sentences);
  });
});

describe('a video that cannot be seen to its end', () => {
  it('is in doubt when it is a transport stream, which has none', async () => {
    expect(said(await judge('unsure.mpg', odd('unsure-mpeg-ts.mpg')))).toEqual([
      ...NOT_ALL_SEEN,
      '文件结构有误，未能完整检测。',
      'Its structure has faults; not all could be checked.',
    ]);
  });

  it('is in doubt when a program stream lacks its last code', async () => {
    const whole = odd('ok-hdv-anamorphic.mpg');
    expect(said(await judge('cut.mpg', whole.subarray(0, -4)))).toEqual(NOT_ALL_SEEN);
  });
});

describe('a video cut off', () => {
  const names = readdirSync(FOLDER).filter((name) => name.startsWith('ok-'));
  const shares = [0.1, 0.35, 0.6, 0.85, 0.99];
  const never = ['refused', 'unchecked'];

  it.each(names)('at its end is never accepted: %s', async (name) => {
    const whole = odd(name);
    for (const share of shares) {
      const { state } = await judge(name, whole.subarray(0, Math.floor(whole.length * share)));
      expect(never).toContain(state);
    }
  });

  it.each(names)('at its beginning is never accepted: %s', async (name) => {
    const whole = odd(name);
    for (const share of shares) {
      const { state } = await judge(name, whole.subarray(Math.ceil(whole.length * (1 - share))));
      expect(never).toContain(state);
    }
  });
});

/** The film of 12 seconds, whose index says something else of its length. */
function claiming(length: number): Buffer {
  const film = plain('ok-1080p-12s.mp4');
  for (const [box, offset] of [
    ['mvhd', 20],
    ['tkhd', 24],
    ['mdhd', 20],
  ] as const) {
    for (let at = film.indexOf(box); at > 0; at = film.indexOf(box, at + 1)) {
      film.writeUInt32BE(length, at + offset);
    }
  }
  return film;
}

describe('a video that lies', () => {
  it('is refused when it claims to run for days', async () => {
    expect(said(await judge('days.mp4', claiming(0xffffffff)))).toEqual([
      'refused',
      '时长5592分24秒，要求不超过3分钟。',
      'It runs 5592 min 24 s; at most 3 min.',
      '文件结构有误，未能完整检测。',
      'Its structure has faults; not all could be checked.',
    ]);
  });

  it.each([0, 1])('is in doubt when it claims to run %d units of time', async (units) => {
    expect(said(await judge('nothing.mp4', claiming(units)))).toEqual(NOT_MEASURED);
  });

  it('is refused when a few KB claim to be 10 GB', async () => {
    const claim = Buffer.alloc(16);
    claim.writeUInt32BE(1, 0);
    claim.write('mdat', 4, 'latin1');
    claim.writeBigUInt64BE(BigInt(10 * GIB), 8);
    const film = Buffer.concat([
      plain('ok-1080p-12s-moov-at-end.mp4').subarray(0, 32),
      claim,
      Buffer.alloc(5000),
    ]);
    expect(said(await judge('claim.mp4', film))).toEqual(CUT_OFF);
  });

  it('is not accepted, nor read through, when it is 10 GB of nothing behind a good beginning', async () => {
    const start = plain('ok-1080p-12s.mp4').subarray(0, 100_000);
    const sparse: Source = {
      size: 10 * GIB,
      async read(offset, length) {
        const bytes = new Uint8Array(Math.min(length, 10 * GIB - offset));
        bytes.set(start.subarray(offset, offset + length).subarray(0, bytes.length));
        return bytes;
      },
    };
    const { state, bytesRead } = await judgeSource('sparse.mp4', sparse);
    expect(state).not.toBe('accepted');
    expect(bytesRead).toBeLessThanOrEqual(4.5 * 1024 ** 2);
  });
});

/** A ZIP without files: it is one by its end. */
const zip = (comment = '') => {
  const end = Buffer.concat([text('PK\x05\x06'), Buffer.alloc(18), text(comment)]);
  end.writeUInt16LE(comment.length, 20);
  return end;
};

const box = (name: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** With a box between its first one and the others; the places that its index names move along. */
function withBox(film: Buffer, inserted: Buffer): Buffer {
  const first = film.readUInt32BE(0);
  return Buffer.concat([film.subarray(0, first), inserted, film.subarray(first)]);
}

/** The film, all of whose headers say that it lasts so many seconds. */
function lasting(film: Buffer, seconds: number): Buffer {
  for (const [name, offset, scale] of [
    ['mvhd', 20, 16],
    ['mdhd', 20, 16],
    ['tkhd', 24, 0],
    ['elst', 12, 0],
  ] as const) {
    for (let at = film.indexOf(name); at > 0; at = film.indexOf(name, at + 1)) {
      film.writeUInt32BE(seconds * (scale ? film.readUInt32BE(at + scale) : 1000), at + offset);
    }
  }
  return film;
}

/** A film in pieces, so many of them that they are not all within reach. */
function inPieces(): Buffer {
  const film = odd('ok-fragmented.mp4');
  const start = film.indexOf('moof') - 4;
  const data = film.indexOf('mdat', start) - 4;
  const content = film.subarray(data + 8, data + film.readUInt32BE(data));
  const piece = Buffer.concat([film.subarray(start, data), box('mdat', content, Buffer.alloc(100_000))]);
  return Buffer.concat([film.subarray(0, start), ...Array(140).fill(piece)]);
}

const renamed = (film: Buffer, from: string, to: string) => {
  const copy = Buffer.from(film);
  copy.write(to, copy.indexOf(from), 'latin1');
  return copy;
};

describe('an MP4 whose index and content differ', () => {
  it.each([1, 2, 3])('is in doubt when it comes in pieces and says so across a border: %d', async (shift) => {
    const film = inPieces();
    const pad = 262_144 - shift - film.indexOf('mvex') - 8;
    const found = await judge('pieces.mp4', withBox(film, box('free', Buffer.alloc(pad))));
    expect(said(found)).toEqual(NOT_ALL_SEEN);
    expect(found.media?.durationSeconds).toBeUndefined();
  });

  it('is refused when there are pieces and its index knows of none, as no program opens it', async () => {
    expect(said(await judge('lost.mp4', renamed(inPieces(), 'mvex', 'free')))).toEqual(CUT_OFF);
    expect(said(await judge('lost.mp4', renamed(odd('ok-fragmented.mp4'), 'mvex', 'free')))).toEqual(CUT_OFF);
  });

  it('is refused when it says that it comes in pieces and there is none', async () => {
    const film = odd('ok-fragmented.mp4');
    const claim = Buffer.concat([
      film.subarray(0, film.indexOf('moof') - 4),
      box('mdat', Buffer.alloc(5000)),
    ]);
    expect((await judge('none.mp4', claim)).state).toBe('refused');
  });

  it.each(['stsz', 'stco'])('is refused when its table %s is empty', async (table) => {
    const film = plain('ok-1080p-12s.mp4');
    film.writeUInt32BE(0, film.indexOf(table) + (table === 'stsz' ? 12 : 8));
    expect(said(await judge('hollow.mp4', film))).toEqual(CUT_OFF);
  });

  it('is refused by what its tables hold when all its headers tell of less', async () => {
    const film = lasting(plain('bad-181s.mp4'), 100);
    const found = await judge('shorter.mp4', film);
    expect(said(found)).toEqual([
      'refused',
      '时长3分01秒，要求不超过3分钟。',
      'It runs 3 min 01 s; at most 3 min.',
    ]);
    expect(found.media?.durationSeconds).toBe(181);
  });

  it('is not accepted when it has far less than it claims', async () => {
    const found = await judge('more.mp4', lasting(plain('ok-1080p-12s.mp4'), 150));
    expect(found.state).toBe('unchecked');
  });

  it('is in doubt, soon and each time, when it has more boxes than anybody needs', async () => {
    const tag = box('\xa9nam', box('data', Buffer.alloc(20)));
    const film = plain('ok-1080p-12s-moov-at-end.mp4');
    const at = film.indexOf('moov') - 4;
    const tags = box('udta', box('meta', Buffer.alloc(4), box('ilst', ...Array(30_000).fill(tag))));
    const index = Buffer.concat([film.subarray(at), tags]);
    index.writeUInt32BE(index.length, 0);
    const crowded = Buffer.concat([film.subarray(0, at), index]);
    const started = performance.now();
    for (let time = 0; time < 3; time++) expect(said(await judge('tags.mp4', crowded))).toEqual(NOT_ALL_SEEN);
    expect(performance.now() - started).toBeLessThan(1500);
  });

  it.each([
    ['noise', Buffer.alloc(100_000, 0xa7)],
    ['a line', text('end of file\n')],
  ])('is in doubt, not cut off, when %s follows behind it', async (_, behind) => {
    const found = await judge('more.mp4', Buffer.concat([plain('ok-1080p-12s.mp4'), behind]));
    expect(said(found)).toEqual([
      'unchecked',
      '视频之后附有其他数据，未能完整检测。',
      'Other data follow behind the video; not all could be checked.',
    ]);
  });

  it.each([1, 8, 1000])('is accepted with %d zeros behind it', async (zeros) => {
    const film = Buffer.concat([plain('ok-1080p-12s.mp4'), Buffer.alloc(zeros)]);
    expect((await judge('zeros.mp4', film)).state).toBe('accepted');
  });
});

const ABSURD = [
  'refused',
  '文件标明的时长超过100小时，不可能正确，请重新导出后上传。',
  'It claims to run for more than 100 hours, which cannot be right. Export and upload it again.',
];

describe('a Matroska with a nonsensical duration', () => {
  const mkv = plain('ok-1080p.mkv');
  const at = mkv.indexOf(Buffer.of(0x44, 0x89, 0x88)) + 3;
  const told = (value: number, scale?: number) => {
    const copy = Buffer.from(mkv);
    copy.writeDoubleBE(value, at);
    if (scale !== undefined) {
      const place = copy.indexOf(Buffer.of(0x2a, 0xd7, 0xb1)) + 4;
      copy.writeUIntBE(scale, place, (copy[place - 1] ?? 0) & 0x7f);
    }
    return copy;
  };

  it.each([
    ['1e12 s', told(1e15)],
    ['1e300', told(1e300)],
    ['the longest there is', told(1e18, 0xffffff)],
  ])('is refused for it: %s', async (_, bytes) => {
    const found = await judge('absurd.mkv', bytes);
    expect(said(found)).toEqual(ABSURD);
    marshall(found.media, { removeUndefinedValues: true });
  });

  it.each([Number.NaN, -5, Infinity, 0, 1e-300])('is measured otherwise where it says %d', async (value) => {
    const found = await judge('odd.mkv', told(value));
    if (found.state === 'accepted') expect(found.media?.durationSeconds).toBeCloseTo(4, 0);
    marshall(found.media, { removeUndefinedValues: true });
  });
});

describe('a picture that lacks something', () => {
  const jpeg = plain('ok-1920x1080.jpg');
  const scan = jpeg.indexOf(Buffer.of(0xff, 0xda));
  const start = scan + 2 + jpeg.readUInt16BE(scan + 2);

  it.each([0, 100, 3900])(
    'is refused when %d bytes are all that it has for two million pixels',
    async (bytes) => {
      const empty = Buffer.concat([jpeg.subarray(0, start), Buffer.alloc(bytes, 0x55), jpeg.subarray(-2)]);
      expect(said(await judge('empty.jpg', empty))).toEqual(CUT_OFF);
    },
  );

  it('is accepted when it is of one colour, which takes two bits a block', async () => {
    const blocks = (1920 * 1080) / 64;
    const flat = Buffer.concat([
      jpeg.subarray(0, start),
      Buffer.alloc(Math.ceil((blocks * 2) / 8), 0x55),
      jpeg.subarray(-2),
    ]);
    expect((await judge('flat.jpg', flat)).state).toBe('accepted');
  });

  it('is accepted with thousands of bytes that only fill it', async () => {
    const filled = Buffer.concat([jpeg.subarray(0, 2), Buffer.alloc(3000, 0xff), jpeg.subarray(2)]);
    expect((await judge('filled.jpg', filled)).state).toBe('accepted');
  });
});

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
