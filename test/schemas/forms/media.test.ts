import { describe, expect, it } from '@jest/globals';
import { check } from '../../../schemas/form.ts';
import { media } from '../../../schemas/forms/media.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { checkContext } from '../../fixtures/check-context.ts';
import { changed } from '../../support/changed.ts';

const file = (slot: string, index: number, state = 'accepted') => ({ id: `${slot}-${index}`, slot, state });
const filesOf = (slot: string, count: number) =>
  Array.from({ length: count }, (_, index) => file(slot, index));
const found = (answers: unknown, attachments: { id: string; slot: string; state: string }[] = []) =>
  check(media, answers, { ...checkContext, attachments }).findings.map(
    ({ pointer, severity, code }) => `${severity} ${code} ${pointer}`,
  );

const FILES = [file('video', 0), ...filesOf('picture', 3)];
const valid = validAnswers.media?.('heihe', { files: FILES }) ?? {};
const blocking = (findings: string[]) => findings.filter((finding) => finding.startsWith('blocking'));

describe('the media materials', () => {
  it('are complete with a link, a video and three pictures', () => {
    expect(found(valid, FILES)).toEqual([]);
  });

  it.each([
    ['/items', undefined, 'required /items'],
    ['/items/0/kind', undefined, 'required /items/0/kind'],
    ['/items/0/kind', 'poem', 'not-a-choice /items/0/kind'],
    ['/items/1/title', undefined, 'required /items/1/title'],
    ['/items/1/title', '题'.repeat(101), 'too-long /items/1/title'],
    ['/items/1/caption', '说'.repeat(501), 'too-long /items/1/caption'],
    ['/items/1/date', '昨天', 'not-a-date /items/1/date'],
    ['/items/1/file', undefined, 'required /items/1/file'],
    ['/items/2/file', undefined, 'required /items/2/file'],
    ['/items/1/file', 'of-another-unit', 'unknown-file /items/1/file'],
    ['/items/1/file', 'x'.repeat(101), 'too-long /items/1/file'],
    ['/items/0/link', undefined, 'required /items/0/link'],
    ['/items/0/link', 'http://news.example.org/', 'not-a-link /items/0/link'],
    ['/items/0/link', 'https://localhost/', 'not-a-link /items/0/link'],
    ['/items/0/link', 'https://user@news.example.org/', 'not-a-link /items/0/link'],
    ['/items/0/link', 'javascript:alert(1)//https://a.b', 'not-a-link /items/0/link'],
    ['/items/0/link', `https://news.example.org/${'a'.repeat(2000)}`, 'too-long /items/0/link'],
  ])('block at %s when it is %j: %s', (pointer, value, finding) => {
    expect(blocking(found(changed(valid, { [pointer]: value }), FILES))).toEqual([`blocking ${finding}`]);
  });

  it.each([
    ['awaiting', 'blocking file-incomplete /items/1/file'],
    ['checking', 'blocking file-checking /items/1/file'],
    ['refused', 'blocking file-refused /items/1/file'],
    ['unchecked', undefined],
  ])('with a video in state %s find %s', (state, finding) => {
    const files = [file('video', 0, state), ...FILES.slice(1)];
    expect(found(valid, files)).toEqual(finding ? [finding] : []);
  });

  it('use each file once, for what it is', () => {
    expect(found(changed(valid, { '/items/2/file': 'picture-1' }), FILES)).toEqual([
      'blocking file-used-twice /items/3/file',
      'hint unnamed-file /attachments/picture',
    ]);
    expect(
      found(changed(valid, { '/items/1/file': 'picture-0', '/items/2/file': 'video-0' }), FILES),
    ).toEqual(['blocking wrong-slot /items/1/file', 'blocking wrong-slot /items/2/file']);
  });

  it('hold at most 20 videos and 100 pictures', () => {
    const most = [...filesOf('video', 20), ...filesOf('picture', 100)];
    expect(found(validAnswers.media?.('heihe', { files: most }), most)).toEqual([]);
    const more = [...filesOf('video', 21), ...filesOf('picture', 101)];
    expect(found(validAnswers.media?.('heihe', { files: more }), more)).toEqual([
      'blocking too-many-videos /items',
      'blocking too-many-pictures /items',
      'blocking too-many-files /attachments/video',
      'blocking too-many-files /attachments/picture',
    ]);
  });

  it('hint at fewer than 3 pictures', () => {
    const two = filesOf('picture', 2);
    expect(found(validAnswers.media?.('heihe', { files: two }), two)).toEqual(['hint few-pictures /items']);
  });

  it('take what the notice asks for', () => {
    const [video, picture] = media.slots;
    expect(video).toMatchObject({ id: 'video', max: 20, maxBytes: 2 * 1024 ** 3 });
    expect(video?.types.map(({ contentType }) => contentType)).toContain('video/mp4');
    expect(picture).toMatchObject({ id: 'picture', max: 100, maxBytes: 50 * 1024 ** 2 });
    expect(new Set(picture?.types.map(({ contentType }) => contentType))).toEqual(new Set(['image/jpeg']));
  });
});
