import { bodyOf, contentOf } from './content.ts';
import type { Copies } from './copies.ts';
import { guardLinks } from './guard-links.ts';
import { guardPost } from './guard-post.ts';
import { type Outcome, sendDraft } from './send.ts';
import type { Status } from './status.ts';

/** How long after the last key something is kept here, and saved there. */
const KEEP_AFTER = 500;
const SAVE_AFTER = 3000;
/** While the line is down: 3, 6, 12, 24, 48, then every 60 seconds. */
const LONGEST_WAIT = 60_000;
/** What may be otherwise in a while: the line is back, the unit has signed in again. */
const LATER: ReadonlySet<Outcome['kind']> = new Set(['unreachable', 'signed-out', 'other-unit']);
/** Browsers send no more when a page is being closed. */
const MOST_AT_END = 60_000;

/** Saves what is typed into a form by and by, and before it is posted, so that a post that fails loses nothing. */
export function autosave(form: HTMLFormElement, copies: Copies, status: Status): void {
  const to = form.getAttribute('action') ?? '';
  let saved = contentOf(bodyOf(form));
  let queue: Promise<Outcome | undefined> = Promise.resolve(undefined);
  /** Somebody saved something else: from here on only a person can decide. */
  let stopped = false;
  let failures = 0;
  let keeping: ReturnType<typeof setTimeout> | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const dirty = () => contentOf(bodyOf(form)) !== saved;
  const keep = () => {
    if (dirty()) copies.keep(bodyOf(form));
  };
  const later = (milliseconds: number) => {
    clearTimeout(waiting);
    waiting = setTimeout(save, milliseconds);
  };

  function settle(outcome: Outcome, content: string): void {
    failures = LATER.has(outcome.kind) ? failures + 1 : 0;
    if (outcome.kind === 'saved') {
      saved = content;
      // Every form of the page goes on from here: this one and the workbook's.
      for (const field of document.querySelectorAll<HTMLInputElement>('input[name=version]'))
        field.value = String(outcome.version);
      if (dirty()) later(SAVE_AFTER);
      else copies.drop();
    }
    if (outcome.kind === 'stale') stopped = true;
    if (failures > 0) later(Math.min(SAVE_AFTER * 2 ** (failures - 1), LONGEST_WAIT));
    status.show(outcome);
  }

  async function saveNow(): Promise<Outcome | undefined> {
    clearTimeout(waiting);
    if (stopped || guard.isGone() || !dirty()) return undefined;
    keep();
    const body = bodyOf(form);
    const closing = document.visibilityState === 'hidden' && body.length < MOST_AT_END;
    const outcome = await sendDraft(to, body, closing);
    settle(outcome, contentOf(body));
    return outcome;
  }

  /** One after the other: each save must know the version that the one before it made. */
  function save(): Promise<Outcome | undefined> {
    queue = queue.then(saveNow);
    return queue;
  }

  const guard = guardPost(form, {
    mustSave: () => !stopped && dirty(),
    save,
    offLine: () => status.show({ kind: 'unreachable' }),
  });

  guardLinks(
    // What could not be saved a moment ago is kept in this browser: nobody is held back for it twice.
    () => !stopped && failures === 0 && navigator.onLine && dirty(),
    async () => (await save())?.kind !== 'unreachable',
  );

  const changed = () => {
    clearTimeout(keeping);
    keeping = setTimeout(keep, KEEP_AFTER);
    // While the line is down its own waiting goes on.
    if (failures === 0) later(SAVE_AFTER);
  };
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  window.addEventListener('online', save);
  window.addEventListener('pagehide', keep);
  // Leaving for another window saves; coming back from one, perhaps signed in again, tries what failed.
  document.addEventListener('visibilitychange', save);
  window.addEventListener('focus', () => {
    if (failures > 0) save();
  });
  // Back to a page that was posted since: what it shows is old.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
}
