import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the system is made of. */
const PARTS = [
  'schemas',
  'functions',
  'infra',
  'cdk.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

/**
 * A copy of the project in which somebody has followed "Add a form" and "Add a campaign" of the README: a line in
 * each of two lists of `schemas/`, and the deployment's own context.
 */
export function projectWithOtherCampaign(): string {
  const project = mkdtempSync(join(tmpdir(), 'intake-other-'));
  for (const part of PARTS) cpSync(part, join(project, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(project, 'node_modules'));

  const edit = (file: string, change: (text: string) => string) => {
    const before = readFileSync(join(project, file), 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`${file} is not as this test knows it`);
    writeFileSync(join(project, file), after);
  };
  const importing = (line: string) => (text: string) => `${line}\n${text}`;
  edit('schemas/forms/index.ts', (text) =>
    importing("import { scienceQuarter } from './science-quarter.ts';")(
      text.replace(/(forms: Form\[\] = \[)/, '$1scienceQuarter, '),
    ),
  );
  edit('schemas/campaigns/live.ts', (text) =>
    importing("import { scienceQuarter2024 } from './science-quarter-2024.ts';")(
      text.replace(/(campaigns: Campaign\[\] = \[)/, '$1scienceQuarter2024, '),
    ),
  );
  edit('cdk.json', (text) => text.replace('"heilongjiang-2023"', '"science-quarter-2024"'));
  return project;
}
