import { LocalProblem } from '../problem.ts';
import { clamdAt, versionOf } from './clamd.ts';
import type { Scanning } from './start.ts';

const MB = 1024 ** 2;
/** What clamd looks into unless its settings say otherwise. */
const USUAL_MB = '100';

/** @throws LocalProblem when the variables say nothing that can be used */
export function scanningOf({ CLAMD, CLAMD_MAX_MB = USUAL_MB }: NodeJS.ProcessEnv): Scanning | undefined {
  if (!CLAMD) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(CLAMD_MAX_MB))
    throw new LocalProblem(
      `CLAMD_MAX_MB 应为 1 到 999999 的整数（MB）。\nCLAMD_MAX_MB must be a whole number of MB from 1 to 999999, not "${CLAMD_MAX_MB}".`,
    );
  return { clamd: clamdAt(CLAMD), mostBytes: Number(CLAMD_MAX_MB) * MB };
}

/** What people are told of it at the start. A clamd that loads its signatures may answer a minute later. */
export async function scannerLine(scanning: Scanning | undefined): Promise<string> {
  if (!scanning) return '未设置，文件标为未扫描 · none, files are shown as not scanned (CLAMD)';
  try {
    return await versionOf(scanning.clamd);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `暂无应答，文件等待扫描 · no answer yet, files wait for it (${why})`;
  }
}
