import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The commit that is checked out, marked when files differ from it: `5f5848b`, `5f5848b-dirty`; undefined outside a clone. */
export function currentCommit(): string | undefined {
  try {
    const found = execFileSync('git', ['describe', '--always', '--dirty', '--exclude', '*'], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return found.trim();
  } catch {
    return undefined;
  }
}
