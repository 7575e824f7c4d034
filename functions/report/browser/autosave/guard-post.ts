import type { Outcome } from './send.ts';

/** A post that somebody stopped, or that came to nothing, may be made again after this. */
const GONE_FOR = 5000;

export interface Posting {
  /** Is there anything that only the page has? */
  mustSave(): boolean;
  save(): Promise<Outcome | undefined>;
  /** There is no line: nothing is posted. */
  offLine(): void;
}

/**
 * Lets a form be posted once at a time, and only after what was typed is saved: a browser that cannot reach the
 * server puts its own error page in the place of the form, and a second click would be refused as stale.
 */
export function guardPost(
  form: HTMLFormElement,
  { mustSave, save, offLine }: Posting,
): { isGone(): boolean } {
  let state: 'here' | 'saving' | 'going' | 'gone' = 'here';

  const go = () => {
    state = 'gone';
    setTimeout(() => {
      state = 'here';
    }, GONE_FOR);
  };

  async function saveFirst(button: HTMLElement | null): Promise<void> {
    state = 'saving';
    const outcome = await save();
    state = outcome?.kind === 'unreachable' ? 'here' : 'going';
    // Whatever else the server said, its page says it better, with all that was typed.
    if (state === 'going') form.requestSubmit(button);
  }

  form.addEventListener('submit', (event) => {
    if (state === 'going') return go();
    if (state === 'here' && navigator.onLine && !mustSave()) return go();
    event.preventDefault();
    if (state !== 'here') return;
    if (navigator.onLine) saveFirst(event.submitter);
    else offLine();
  });
  return { isGone: () => state === 'gone' };
}
