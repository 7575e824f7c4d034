import { readdirSync } from 'node:fs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from '@jest/globals';
import type { Source } from '../../../functions/inspect-attachment/source.ts';
import { GIB } from '../../../schemas/slot.ts';
import {
  BUT,
  CUT_OFF,
  FOLDER,
  judge,
  judgeSource,
  NO_PICTURE,
  NOT,
  NOT_ALL_SEEN,
  NOT_MEASURED,
  odd,
  plain,
  said,
} from './odd.ts';

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
