import { bodyOf, contentOf } from './content.ts';
import type { Copy } from './copies.ts';

/** A page that was left longer ago has no save under way. */
const UNDER_WAY = 30_000;
/** When it is looked for, after the page is there. */
const LOOKS = [0, 700, 1500];

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The form of this page as it would be drawn now: it holds what is saved, in the words of a post. */
async function savedNow(signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(location.pathname, { headers: { Accept: 'text/html' }, signal });
    const drawn = new DOMParser().parseFromString(await response.text(), 'text/html');
    const form = drawn.querySelector<HTMLFormElement>('form[data-autosave]');
    return form ? contentOf(bodyOf(form)) : undefined;
  } catch {
    return undefined;
  }
}

/** Does what a page sent while it was being left arrive after all? */
export async function arrives({ at, body }: Copy, signal: AbortSignal): Promise<boolean> {
  if (Date.now() - at.valueOf() > UNDER_WAY) return false;
  const sent = contentOf(body);
  for (const milliseconds of LOOKS) {
    await pause(milliseconds);
    if (signal.aborted) return false;
    if ((await savedNow(signal)) === sent) return true;
  }
  return false;
}
