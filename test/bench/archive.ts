import { inVirtualTime } from './archive/in-virtual-time.ts';
import { onPaper } from './archive/on-paper.ts';
import { sideBySide } from './archive/side-by-side.ts';

/** Archives built inside S3: what plans foretell, how long S3 would take, and what a function takes on this machine. */
export async function run(): Promise<void> {
  onPaper();
  console.log();
  await inVirtualTime();
  console.log();
  await sideBySide();
}
