import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localPath } from '../../../functions/sign-in/next.ts';

const SITE = 'https://report.example.org';

describe('where sign-in leads to', () => {
  it.each([
    ['/reports', '/reports'],
    ['/reports/media?row=2&x=%E4%B8%AD', '/reports/media?row=2&x=%E4%B8%AD'],
    ['/desk#part', '/desk'],
    ['/sign-out', undefined],
    ['/sign-in', undefined],
    ['reports', undefined],
    ['', undefined],
    [undefined, undefined],
    ['//evil.example.org', undefined],
    ['/\\evil.example.org', undefined],
    ['/\t/evil.example.org', undefined],
    ['/..//evil.example.org', undefined],
    ['javascript:alert(1)', undefined],
  ])('%j is %j', (next, expected) => {
    expect(localPath(next)).toBe(expected);
  });

  it('is never another site, whatever is asked for', () => {
    const hostile = fc.array(
      fc.constantFrom('/', '\\', '.', ':', '@', '\t', '\n', '%2f', 'evil.example.org', 'x'),
    );
    fc.assert(
      fc.property(
        hostile.map((parts) => `/${parts.join('')}`),
        (next) => {
          const path = localPath(next);
          if (path === undefined) return;
          expect(new URL(path, SITE).origin).toBe(SITE);
          expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
