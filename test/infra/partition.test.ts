import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const ROOT = new URL('../../', import.meta.url).pathname;
const sources = globSync('{infra,functions,schemas}/**/*.{ts,tsx,js}', { cwd: ROOT });

it('no source names the partition or the domain of one cloud', () => {
  const partition = ['arn', 'aws', ''].join(':');
  const domain = ['amazonaws', 'com'].join('.');
  const naming = sources.filter((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return text.includes(partition) || text.includes(domain);
  });
  expect(sources.length).toBeGreaterThan(50);
  expect(naming).toEqual([]);
});
