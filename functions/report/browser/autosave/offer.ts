import { arrives } from './arrives.ts';
import { bodyOf } from './content.ts';
import type { Copies, Copy } from './copies.ts';
import { sendDraft } from './send.ts';
import { momentText, WORDS } from './words.ts';

/** Posts a copy as its page would have: the answer shows it beside what was saved meanwhile. */
function post(to: string, body: string): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.setAttribute('action', to);
  for (const [name, value] of new URLSearchParams(body)) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

function button(text: string, action: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  Object.assign(made, { type: 'button', className: 'secondary', textContent: text });
  made.addEventListener('click', action);
  return made;
}

/**
 * Offers what was typed into this form and never saved: the session had ended, the machine had crashed. It is saved
 * with the version that it was typed into, so that it cannot quietly replace what somebody saved since.
 */
function offer(form: HTMLFormElement, copies: Copies, copy: Copy): void {
  const to = form.getAttribute('action') ?? '';
  const notice = document.createElement('section');
  notice.className = 'notice';
  const text = document.createElement('p');
  text.setAttribute('role', 'status');
  const restore = async ({ key, body }: Copy) => {
    const outcome = await sendDraft(to, body);
    if (outcome.kind === 'saved') {
      copies.forget(key);
      location.reload();
    } else if (outcome.kind === 'unreachable') text.textContent = WORDS.waiting;
    else post(to, body);
  };
  const buttons = document.createElement('p');
  buttons.append(
    button(WORDS.restore, () => restore(copy)),
    button(WORDS.discard, () => {
      copies.forget(copy.key);
      notice.remove();
      offerNext(form, copies);
    }),
  );
  notice.append(text, buttons);
  form.before(notice);
  text.textContent = WORDS.found(momentText(copy.at));
}

function offerNext(form: HTMLFormElement, copies: Copies): void {
  const [copy] = copies.leftBy(bodyOf(form));
  if (copy) offer(form, copies, copy);
}

/**
 * Deals with what other pages left in this browser. Of a page that was left a moment ago the last save may have
 * arrived after this page was drawn: then nothing is missing but this page is old, and is opened anew.
 */
export async function offerCopies(form: HTMLFormElement, copies: Copies): Promise<void> {
  const before = bodyOf(form);
  const [copy] = copies.leftBy(before);
  if (!copy) return;
  const leaving = new AbortController();
  window.addEventListener('beforeunload', () => leaving.abort(), { once: true, signal: leaving.signal });
  const arrived = await arrives(copy, leaving.signal);
  if (leaving.signal.aborted) return;
  leaving.abort();
  if (!arrived) return offerNext(form, copies);
  copies.forget(copy.key);
  // What was typed into the old page meanwhile is worth more than a new one: its next save tells of both.
  if (bodyOf(form) === before) location.reload();
}
