import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { originalName, safeName } from '../../../functions/shared/safe-name.ts';

describe('an original name', () => {
  it.each([
    ['报告.docx', undefined],
    ['C:\\Users\\office\\报告.docx', undefined],
    ['a:b?.jpg', 'a:b?.jpg'],
    ['con.txt', 'con.txt'],
    ['.htaccess', '.htaccess'],
    ['a  b\u0000.jpg', 'a  b.jpg'],
    ['photo:\u202Egpj.exe', 'photo:gpj.exe'],
    ['', undefined],
    ['\u200B', undefined],
  ])('of %j is %j where the safe one is another', (given, original) => {
    expect(originalName(given)).toBe(original);
  });

  it('is told whole where the safe one is cut, and ends somewhere', () => {
    const long = `${'活'.repeat(150)}.jpeg`;
    expect(originalName(long)).toBe(long);
    expect([...(originalName('活'.repeat(4000)) ?? '')]).toHaveLength(512);
  });
});

describe('a safe name', () => {
  it.each([
    ['科技周 开幕式.mp4', '科技周 开幕式.mp4'],
    ['C:\\Users\\office\\桌面\\报告.docx', '报告.docx'],
    ['../../etc/passwd', 'passwd'],
    ['a:b?.jpg', 'a_b_.jpg'],
    ['con.txt', '_con.txt'],
    ['COM1', '_COM1'],
    ['contest.txt', 'contest.txt'],
    ['photo.jpg. . ', 'photo.jpg'],
    ['.htaccess', 'htaccess'],
    ['a\u0000b\r\nc.jpg', 'abc.jpg'],
    ['photo\u202Egpj.exe', 'photogpj.exe'],
    ['🎉🎉.png', '🎉🎉.png'],
    ['', 'file'],
    ['...', 'file'],
    ['/', '_'],
  ])('of %j is %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  it('keeps the extension of a name that is too long, and cuts no character in two', () => {
    const safe = safeName(`${'活'.repeat(300)}.jpeg`);
    expect(safe).toMatch(/^活+\.jpeg$/);
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(240);
  });

  it('is a plain name on every system, and stays as it is when made safe again', () => {
    const part = fc.constantFrom(
      '.',
      '..',
      '/',
      '\\',
      ' ',
      'nul',
      'com1',
      'a',
      '活',
      '\u202e',
      '\u0007',
      ':',
      'e',
      '\u200d',
      '\u0301',
    );
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(name, (given) => {
        const safe = safeName(given);
        expect(safe).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cf}]|^[. ]|[. ]$|^$/u);
        expect(safe).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
        expect(safe.isWellFormed()).toBe(true);
        expect(safeName(safe)).toBe(safe);
      }),
      { numRuns: 2000 },
    );
  });
});
