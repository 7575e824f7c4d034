import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** LibreOffice's program, where it is installed (Debian: libreoffice-calc). */
export const soffice = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'soffice'))
  .find((path) => existsSync(path));

/** Opens workbooks in LibreOffice and saves them anew, as a person would; in the order given. */
export async function savedByLibreOffice(files: readonly Buffer[]): Promise<Buffer[]> {
  if (soffice === undefined) throw new Error('LibreOffice is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'workbooks-'));
  try {
    const paths = files.map((bytes, index) => {
      const path = join(folder, `${index}.xlsx`);
      writeFileSync(path, bytes);
      return path;
    });
    const [profile, out] = [join(folder, 'profile'), join(folder, 'out')];
    const format = 'xlsx:Calc MS Excel 2007 XML';
    const options = [`-env:UserInstallation=file://${profile}`, '--headless', '--convert-to', format];
    await run(soffice, [...options, '--outdir', out, ...paths]);
    return files.map((_, index) => readFileSync(join(out, `${index}.xlsx`)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
