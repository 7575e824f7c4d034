import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { newInScripts, newInStyle } from '../../support/oldest-browser.ts';
import { builtAssets } from '../../support/style-sheet.ts';

/** Newer, and fine: an old browser shows the page as well, only plainer, or does what is meant by its older rule. */
const PLAINER: { [line: string]: string } = {
  'accent-color': 'ticks keep the browser’s own colour',
  'text-decoration-thickness': 'underlines are thinner',
  'text-underline-offset': 'underlines are closer',
  '-webkit-text-size-adjust': 'for telephones that enlarge texts by themselves',
  outline: 'drawn with square corners before 94',
  'clip: rect': 'the data tell of the new function for clip-path only',
};

/** Newer, and asked for where it may be missing: the script does without. */
const SLOWER: { [line: string]: string } = {
  'ReadableStreamBYOBReader.read in functions/attach/browser/upload/crc-of-piece.ts':
    'a file is read into new memory for each chunk',
};

/** What this script, put into a file of its own, is told to use. */
function told(script: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'browser-'));
  try {
    writeFileSync(join(folder, 'page.ts'), script);
    return newInScripts([join(folder, 'page.ts')], script).found.map((line) => line.split(' in ')[0] ?? '');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('Chromium 86, the oldest browser that pages are for', () => {
  it('knows everything that the style sheet as it is built says', () => {
    const built = readFileSync(new URL('style.css', builtAssets), 'utf8');
    expect(newInStyle(built).filter((line) => !(line in PLAINER))).toEqual([]);
  });

  it('has every API that the scripts of pages call', () => {
    const built = globSync(`${fileURLToPath(builtAssets)}*.js`).map((file) => readFileSync(file, 'utf8'));
    const { used, found } = newInScripts(globSync('functions/*/browser/*.ts'), built.join('\n'));
    expect(built.length).toBeGreaterThan(2);
    expect(found).toEqual(Object.keys(SLOWER));
    expect(used).toBeGreaterThan(40);
  }, 60_000);

  it.each([
    ['a{inset:0}', 'inset'],
    ['a{accent-color:red}', 'accent-color'],
    ['a{aspect-ratio:16/9}', 'aspect-ratio'],
    ['a:has(b){color:red}', ':has'],
    [':is(a,b){color:red}', ':is'],
    [':where(a){color:red}', ':where'],
    ['a{height:100dvh}', 'height: the unit dvh'],
    ['@container (width>1px){a{color:red}}', '@container'],
    ['@layer x{a{color:red}}', '@layer'],
    ['@media (width>=600px){a{color:red}}', '@media (width>=600px)'],
    ['a{color:red;&:hover{color:blue}}', '&:hover'],
    ['a{color:color-mix(in srgb,red,blue)}', 'color: color-mix'],
    ['a{text-wrap:balance}', 'text-wrap'],
  ])('would be told of %s', (css, line) => {
    expect(newInStyle(css)).toContain(line);
  });

  it('would be told of calls, properties and constructors, and not of names of our own', () => {
    const script = `
      const own = { at: (n: number) => n, hasOwn: 1 };
      structuredClone([1].at(own.at(0)));
      Object.hasOwn(own, 'at');
      crypto.randomUUID();
      fetch('/', { signal: AbortSignal.timeout(1) });
      document.body.replaceChildren();
      [3].findLast((n) => n > 1);
      'a'.replaceAll('a', 'b');
      new AbortController().signal.throwIfAborted();`;
    expect(told(script)).toEqual([
      'AbortSignal.throwIfAborted',
      'AbortSignal.timeout',
      'Array.at',
      'Array.findLast',
      'Crypto.randomUUID',
      'ObjectConstructor.hasOwn',
      'structuredClone',
    ]);
  }, 60_000);
});
