import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, type Form } from '../../schemas/form.ts';
import { formOf } from '../../schemas/forms/index.ts';
import { MIB } from '../../schemas/slot.ts';
import { validAnswers } from '../fixtures/answers.ts';
import { bomb } from '../support/bomb.ts';
import { campaign, filledIn } from '../support/workbooks.ts';
import { median, table } from './figures.ts';

const ROUNDS = 5;
const ROWS = 500;
const register = registerForm();
const answers = validAnswers['open-day']?.('harbin', { rows: ROWS });

function registerForm(): Form {
  const form = formOf('open-day');
  if (!form) throw new Error('no register');
  return form;
}

interface Figures {
  outcome: string;
  milliseconds: number;
  cpu: number;
  rss: number;
}

/** Each file in processes that have just started, as a cold function reads it. */
function reading(): void {
  const directory = mkdtempSync(join(tmpdir(), 'workbook-'));
  const host = fileURLToPath(new URL('workbook-host.ts', import.meta.url));
  const files: [name: string, bytes: Buffer][] = [
    [`a register of ${ROWS} rows`, filledIn(register, answers)],
    ['a bomb of 400 MB, honest', bomb('honest')],
    ['a bomb of 400 MB, lying', bomb('lying')],
    ['a bomb of 5 MB and more', bomb('honest', 1900)],
  ];
  const rows = files.map(([name, bytes]) => {
    const path = join(directory, 'file.xlsx');
    writeFileSync(path, bytes);
    const rounds = Array.from({ length: ROUNDS }, (): Figures => {
      const program = ['--disable-warning=ExperimentalWarning', host, path];
      return JSON.parse(execFileSync(process.execPath, program, { encoding: 'utf8' }));
    });
    return {
      file: name,
      'MB sent': (bytes.length / MIB).toFixed(2),
      outcome: rounds[0]?.outcome ?? '',
      'ms (median)': median(rounds.map(({ milliseconds }) => milliseconds)).toFixed(0),
      'ms of CPU (median)': median(rounds.map(({ cpu }) => cpu)).toFixed(0),
      'MB of memory (most)': (Math.max(...rounds.map(({ rss }) => rss)) / MIB).toFixed(0),
    };
  });
  rmSync(directory, { recursive: true });
  table(rows);
}

/** Processor time of the check alone, warm. */
function checking(): void {
  const rounds = Array.from({ length: 30 }, () => {
    const before = process.cpuUsage();
    check(register, answers, { campaign, attachments: [] });
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  table([
    { 'check of a register': `${ROWS} rows`, 'ms of CPU (median)': median(rounds.slice(5)).toFixed(1) },
  ]);
}

export async function run(): Promise<void> {
  reading();
  checking();
}
