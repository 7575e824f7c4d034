import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, LocalProblem } from './problem.ts';

/** A killed process is there for a moment longer. */
const ENDING_MS = 1500;

/** When a process began, where the system tells: numbers of processes are used again. `ended` of a zombie. */
function beginningOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything; the 3rd is the state, the 22nd the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch {
    return undefined;
  }
}

function runs(pid: number, began: string): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return (beginningOf(pid) ?? '') === began;
}

/**
 * Takes a folder for this process alone: two systems on one set of files would destroy them.
 * A lock that a killed process left behind is taken over.
 * @returns what gives the folder back
 * @throws LocalProblem when another one is at work there, and not just ending
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  const path = join(directory, 'lock');
  const mine = `${process.pid} ${beginningOf(process.pid) ?? ''}`;
  for (let waited = 0; ; waited += 50) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    const [pid = '', began = ''] = readFileSync(path, 'utf8').split(' ');
    const isTaken = runs(Number(pid), began);
    if (!isTaken) rmSync(path, { force: true });
    else if (waited < ENDING_MS) await sleep(50);
    else
      throw new LocalProblem(
        `${directory} 正在被另一个本地系统使用（进程 ${pid}）。请先停止它，或用 LOCAL_DIR 另选目录。\n` +
          `${directory} is in use by another local system (process ${pid}). Stop that one, or choose another folder with LOCAL_DIR.`,
      );
  }
}
