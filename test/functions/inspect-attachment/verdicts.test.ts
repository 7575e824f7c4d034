import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { inspectFile } from '../../../functions/inspect-attachment/inspect-file.ts';
import type { Source } from '../../../functions/inspect-attachment/source.ts';
import { bytesSource, fileSource, newAnalyser } from '../../support/files.ts';
import { mediaFile, typeOf } from '../../support/upload.ts';

const analyser = newAnalyser();
afterAll(() => analyser.close());

const isVideo = (name: string) => !/\.jpe?g$/.test(name);

function judge(name: string, source: Source) {
  const slot = isVideo(name) ? 'video' : 'picture';
  return inspectFile(analyser, { form: 'media', slot, type: typeOf(name) }, source);
}

const fixture = (name: string) => readFileSync(mediaFile(name));
const codes = ({ findings }: { findings: { code: string }[] }) => findings.map(({ code }) => code);

const REASONS: { [name: string]: [code: string, zh: string, en: string][] } = {
  'bad-181s.mp4': [['too-long', '时长3分01秒，要求不超过3分钟。', 'It runs 3 min 01 s; at most 3 min.']],
  'bad-720p.mp4': [
    [
      'low-resolution',
      '分辨率1280×720，要求不低于1920×1080（1080P）。',
      'The resolution is 1280×720; at least 1920×1080.',
    ],
  ],
  'bad-4x3-1440x1080.mp4': [
    [
      'wrong-shape',
      '画面比例4:3（1440×1080），要求16:9。',
      'The picture is 4:3 (1440×1080); it must be 16:9.',
    ],
    [
      'low-resolution',
      '分辨率1440×1080，要求不低于1920×1080（1080P）。',
      'The resolution is 1440×1080; at least 1920×1080.',
    ],
  ],
  'bad-portrait-by-rotation-flag.mp4': [
    [
      'wrong-shape',
      '画面比例9:16（1080×1920），要求16:9。',
      'The picture is 9:16 (1080×1920); it must be 16:9.',
    ],
    [
      'low-resolution',
      '分辨率1080×1920，要求不低于1920×1080（1080P）。',
      'The resolution is 1080×1920; at least 1920×1080.',
    ],
  ],
  'bad-800x600.jpg': [
    [
      'small-picture',
      '图片为800×600像素，要求长边不小于1920像素、短边不小于1080像素。',
      'The picture has 800×600 pixels; the long side must have 1920 and the short side 1080 at least.',
    ],
  ],
  'bad-png-named-jpg.jpg': [
    [
      'type-mismatch',
      '文件内容是PNG图片，不是JPEG格式，请转换为JPEG格式后重新上传。',
      'The content of the file is a PNG picture, not JPEG. Convert it to JPEG and upload that.',
    ],
  ],
};

describe('the verdict on every file of the fixtures', () => {
  const all = readdirSync(mediaFile(''));

  it.each(all.filter((name) => name.startsWith('ok-')))('accepts %s', async (name) => {
    expect(await judge(name, fileSource(mediaFile(name)))).toMatchObject({ state: 'accepted', findings: [] });
  });

  it.each(all.filter((name) => name.startsWith('bad-')))('refuses %s and says why', async (name) => {
    const verdict = await judge(name, fileSource(mediaFile(name)));
    expect(verdict.state).toBe('refused');
    expect(verdict.findings.map(({ code, message, en }) => [code, message, en])).toEqual(REASONS[name]);
  });

  it.each([
    ['ok-1080p-12s.mp4', { durationSeconds: 12, width: 1920, height: 1080, displayAspectRatio: '16:9' }],
    [
      'bad-portrait-by-rotation-flag.mp4',
      { durationSeconds: 6, width: 1080, height: 1920, displayAspectRatio: '9:16' },
    ],
    ['ok-1080x1920-exif-rotated.jpg', { width: 1920, height: 1080 }],
    ['ok-4000x3000.jpeg', { width: 4000, height: 3000 }],
  ])('measures %s as it is shown', async (name, media) => {
    expect((await judge(name, fileSource(mediaFile(name)))).media).toEqual(media);
  });
});

describe('files that are not what they are called', () => {
  const text = Buffer.from('这不是视频\n'.repeat(1000));
  const html = Buffer.from('<!doctype html><script>alert(1)</script>');
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  const webp = Buffer.from('RIFF\x24\0\0\0WEBPVP8 \x18\0\0\0', 'latin1');
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');

  it.each([
    ['text.mp4', text],
    ['html.mkv', html],
    ['noise.avi', Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 2_654_435_761) >>> 24))],
    ['picture.mp4', fixture('ok-1920x1080.jpg')],
    ['page.jpg', html],
    ['drawing.jpg', svg],
    ['web.jpg', webp],
    ['phone.jpg', heic],
    ['film.jpg', fixture('ok-1080p-12s.mp4')],
    ['matroska.mp4', fixture('ok-1080p.mkv')],
    ['mp4.wmv', fixture('ok-1080p-12s.mp4')],
    ['headless.mp4', fixture('ok-1080p-12s.mp4').subarray(500_000)],
    ['headless.jpg', fixture('ok-1920x1080.jpg').subarray(100)],
    ['start.jpg', Buffer.of(0xff, 0xd8)],
    ['markers.jpg', Buffer.alloc(100_000, 0xff)],
  ])('%s is refused for its kind', async (name, bytes) => {
    const verdict = await judge(name, bytesSource(bytes));
    expect([verdict.state, codes(verdict)]).toEqual(['refused', ['type-mismatch']]);
  });

  it('takes MP4 and QuickTime for one another, which differ in little but the name', async () => {
    expect((await judge('renamed.mov', fileSource(mediaFile('ok-1080p-12s.mp4')))).state).toBe('accepted');
  });
});

describe('files that were cut off', () => {
  it.each(
    readdirSync(mediaFile(''))
      .filter((name) => name.startsWith('ok-'))
      .flatMap((name) => [0.3, 0.6, 0.97].map((share) => [name, share] as const)),
  )('%s of which %d is there is never accepted', async (name, share) => {
    const whole = fixture(name);
    const verdict = await judge(name, bytesSource(whole.subarray(0, Math.floor(whole.length * share))));
    expect(verdict.state).toBe('refused');
    expect(codes(verdict)).toContain('truncated');
  });
});
