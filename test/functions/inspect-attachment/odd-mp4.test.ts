import { describe, expect, it } from '@jest/globals';
import { CUT_OFF, judge, NOT_ALL_SEEN, odd, plain, said, text } from './odd.ts';

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
