import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openPaths } from '../../../functions/build-archive/paths.ts';

describe('the paths of an archive', () => {
  it('count up where names meet, before the extension', () => {
    const paths = openPaths();
    expect(paths.file('a', '报告.pdf')).toBe('a/报告.pdf');
    expect(paths.file('a', '报告.pdf')).toBe('a/报告 (2).pdf');
    expect(paths.file('a', '报告.PDF')).toBe('a/报告 (3).PDF');
    expect(paths.file('b', '报告.pdf')).toBe('b/报告.pdf');
    expect(paths.folder('', '省军区')).toBe('省军区');
    expect(paths.folder('', '省军区')).toBe('省军区 (2)');
  });

  it('are safe, and stay apart on file systems that do not tell upper from lower case', () => {
    const awkward = fc.constantFrom(
      'a.jpg',
      'A.JPG',
      'a (2).jpg',
      '../a.jpg',
      'con',
      'é',
      'e\u0301',
      'Ａ.jpg',
      '',
    );
    const long = fc.constantFrom(`${'活'.repeat(200)}.mp4`, `${'活'.repeat(200)}2.mp4`);
    const names = fc.array(fc.oneof(awkward, long, fc.string({ unit: 'binary', maxLength: 300 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(names, (given) => {
        const paths = openPaths();
        const made = given.map((name) => paths.file('哈尔滨市/媒体资料', name));
        const folded = made.map((path) => path.normalize('NFC').toLowerCase());
        expect(new Set(folded).size).toBe(given.length);
        for (const path of made) {
          expect(path.split('/')).toHaveLength(3);
          expect(Buffer.byteLength(path.slice('哈尔滨市/媒体资料/'.length))).toBeLessThanOrEqual(255);
          expect(path).not.toMatch(/[\p{Cc}<>:"\\|?*]|(?:^|\/)\.|[. ]$/u);
        }
      }),
    );
  });
});
