import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { heilongjiang2023 } from '../../schemas/campaigns/heilongjiang-2023.ts';
import { fieldsOf } from '../../schemas/form.ts';
import { forms } from '../../schemas/forms/index.ts';

const { id, units, groups, title, theme } = heilongjiang2023;
/** Looked for as whole texts; `media` is also what the system calls the properties of videos and pictures. */
const ids = [
  id,
  ...forms.map((form) => form.id),
  ...units.map((unit) => unit.id),
  ...Object.keys(groups),
].filter((word) => word !== 'media');
const names = [
  title.zh,
  title.en,
  theme.zh,
  ...units.map(({ name }) => name.zh),
  ...forms.flatMap((form) => [form.title.zh, form.short.zh]),
  ...forms
    .flatMap(fieldsOf)
    .flatMap(({ fields = [] }) => fields.map(({ name }) => `'${name}'`))
    .filter((name) => name.length > 10),
];

const withoutComments = (code: string) => code.replace(/\/\*.*?\*\/|\/\/[^\n]*/gs, '');
const sources = globSync('{functions,infra}/**/*.{ts,tsx}').map((path) => ({
  path,
  code: withoutComments(readFileSync(path, 'utf8')),
}));

describe('a form and a campaign', () => {
  it('are known to nothing but schemas', () => {
    expect(sources.length).toBeGreaterThan(200);
    const knowing = sources.flatMap(({ path, code }) => [
      ...ids.filter((word) => code.includes(`'${word}'`)).map((word) => `${path}: '${word}'`),
      ...names.filter((name) => code.includes(name)).map((name) => `${path}: ${name}`),
    ]);
    expect(knowing).toEqual([]);
  });
});
