import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { JOB_WORDS } from '../../../functions/archive/words.ts';
import { MAIL_WORDS } from '../../../functions/mail-log/words.ts';
import { FILE_WORDS, STATUS_WORDS, TIMELINESS_WORDS } from '../../../functions/shared/state-words.ts';
import { VERDICT_WORDS } from '../../../functions/status/words.ts';
import { styleSheet } from '../../support/style-sheet.ts';

const sheet = styleSheet.replace(/\/\*.*?\*\//gs, '');
const styled = new Set([...sheet.matchAll(/\.([a-z][a-z-]*)/g)].map(([, name]) => name ?? ''));

/** Names in `class="a b"`, in `frame: 'a'` and in the texts of `class={wrong ? 'a' : 'b'}`; of a template, its fixed words. */
function classesIn(page: string): string[] {
  const plain = [...page.matchAll(/\bclass="([^"]*)"/g)].map(([, names]) => names);
  const chosen = [...page.matchAll(/\bclass=\{(?!`)([^}]*)\}/g)].flatMap(([, code = '']) =>
    [...code.replaceAll(/[=!]== '[^']*'|\['[^']*'\]/g, '').matchAll(/'([^']*)'/g)].map(([, names]) => names),
  );
  const frames = [...page.matchAll(/\bframe: '([a-z]+)'/g)].map(([, name]) => name);
  return [...plain, ...chosen, ...frames].flatMap((names = '') => names.split(' '));
}

const pages = globSync('functions/**/*.tsx').map((path) => readFileSync(path, 'utf8'));
const used = new Set(pages.flatMap(classesIn));

describe('the style sheet', () => {
  it('styles every class that a page uses', () => {
    expect(used.size).toBeGreaterThan(20);
    expect([...used].filter((name) => !styled.has(name))).toEqual([]);
  });

  it('has no rule for a class that no page uses', () => {
    const tags = [STATUS_WORDS, TIMELINESS_WORDS, FILE_WORDS, JOB_WORDS, MAIL_WORDS, VERDICT_WORDS].flatMap(
      Object.keys,
    );
    const known = new Set([...used, 'tag', ...tags.map((state) => `tag-${state}`)]);
    expect([...styled].filter((name) => !known.has(name) && name !== 'field-error')).toEqual([]);
  });
});
