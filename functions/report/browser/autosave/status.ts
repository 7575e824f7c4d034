import type { Outcome } from './send.ts';
import { clockText, WORDS } from './words.ts';

export interface Status {
  show(outcome: Outcome): void;
}

/**
 * The line at the foot of the form that says whether what was typed is saved. It is read out only when that changes:
 * somebody who types for an hour does not hear the time every few seconds.
 */
export function openStatus(form: HTMLFormElement): Status {
  const line = form.querySelector('[data-autosave-status]');
  const spoken = document.createElement('span');
  spoken.className = 'visually-hidden';
  spoken.setAttribute('role', 'status');
  const shown = document.createElement('span');
  line?.append(shown, spoken);
  let before: Outcome['kind'] | undefined;

  const link = () => {
    const a = document.createElement('a');
    Object.assign(a, { href: '/sign-in', target: '_blank', rel: 'noopener', textContent: WORDS.signIn });
    return a;
  };
  return {
    show(outcome) {
      const text = textOf(outcome);
      shown.textContent = text;
      const signIn = outcome.kind === 'signed-out' || outcome.kind === 'other-unit';
      if (signIn) shown.append(' ', link());
      line?.toggleAttribute('data-says', true);
      line?.toggleAttribute('data-trouble', outcome.kind !== 'saved');
      if (outcome.kind !== before) spoken.textContent = text;
      // What is seen need not be heard twice.
      shown.setAttribute('aria-hidden', String(!signIn));
      before = outcome.kind;
    },
  };
}

function textOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'saved':
      return WORDS.saved(clockText(new Date()));
    case 'stale':
      return WORDS.stale;
    case 'signed-out':
      return WORDS.signedOut;
    case 'other-unit':
      return outcome.reason;
    case 'refused':
      return WORDS.refused(outcome.reason);
    case 'unreachable':
      return WORDS.waiting;
  }
}
