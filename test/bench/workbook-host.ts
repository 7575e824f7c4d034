import { readFileSync } from 'node:fs';
import { Refusal } from '../../functions/shared/workbook/read/refusals.ts';
import { formOf } from '../../schemas/forms/index.ts';
import { readBack } from '../support/workbooks.ts';

/** Reads the file that it is given as a register, in a process of its own, and prints what that took. */
const [path = ''] = process.argv.slice(2);
const form = formOf('open-day');
if (!form) throw new Error('no register');
const bytes = readFileSync(path);
const started = performance.now();
const before = process.cpuUsage();
let outcome = '';
try {
  const { rows, problems } = readBack(form, bytes);
  outcome = `${rows} rows, ${problems.length} problems`;
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  outcome = error.code;
}
const milliseconds = performance.now() - started;
const { user, system } = process.cpuUsage(before);
const cpu = (user + system) / 1000;
// The most that this process held since it began; what the operating system calls maxRSS begins with its parent's.
const [, kilobytes] = /VmHWM:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
const rss = Number(kilobytes ?? process.memoryUsage.rss() / 1024) * 1024;
console.log(JSON.stringify({ outcome, milliseconds, cpu, rss }));
