/** One key for each step of a review; where a reader speaks or types by other means they can be switched off. */
const STORED = 'review-keys';

/** Private windows and full disks keep nothing: then the keys are on, and switched off for this page alone. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

let isOn = attempt(() => localStorage.getItem(STORED)) !== 'off';

/** A key that is pressed in a field or a menu, or with another, is meant for that. */
function isMeant({ target, ctrlKey, altKey, metaKey, repeat, isComposing }: KeyboardEvent): boolean {
  if (ctrlKey || altKey || metaKey || repeat || isComposing) return false;
  return !(
    target instanceof Element && target.closest('input, textarea, select, video, audio, [contenteditable]')
  );
}

function follow(rel: string): void {
  document.querySelector<HTMLAnchorElement>(`.queue a[rel="${rel}"]`)?.click();
}

/** Said beside the reason, once: the words are the page's. */
function say(form: HTMLFormElement, words: string): void {
  const before = form.querySelector('[data-said]');
  const line = before ?? document.createElement('p');
  line.className = 'warning';
  line.setAttribute('data-said', '');
  line.setAttribute('role', 'alert');
  line.textContent = words;
  if (!before) form.querySelector('textarea')?.before(line);
}

/** A reason that is typed is not passed over: whoever accepts clears it first. */
function accept(): void {
  const button = document.querySelector<HTMLButtonElement>('#decide button[value="accept"]');
  const form = button?.form;
  if (!button || !form) return;
  const typed = form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, [type="text"]');
  const { reasonKept } = form.dataset;
  const filled = [...typed].some(({ value }) => value.trim()) || form.querySelector(':checked') !== null;
  if (filled && reasonKept) say(form, reasonKept);
  else button.click();
}

const STEPS: { [key: string]: () => void } = {
  a: accept,
  r: () => document.querySelector<HTMLTextAreaElement>('#decide textarea')?.focus(),
  n: () => follow('next'),
  p: () => follow('prev'),
};

document.addEventListener('keydown', (event) => {
  const step = STEPS[event.key];
  if (!step || !isOn || !isMeant(event)) return;
  event.preventDefault();
  step();
});

const help = document.querySelector<HTMLElement>('[data-keys]');
const toggle = help?.querySelector('input');
if (help && toggle) {
  help.hidden = false;
  toggle.checked = isOn;
  toggle.addEventListener('change', () => {
    isOn = toggle.checked;
    attempt(() => localStorage.setItem(STORED, isOn ? 'on' : 'off'));
  });
}
