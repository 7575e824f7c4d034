/** One key for each step of a review; where a reader speaks or types by other means they can be switched off. */
const STORED = 'review-keys';

const isOn = () => localStorage.getItem(STORED) !== 'off';

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

const STEPS: { [key: string]: () => void } = {
  a: () => document.querySelector<HTMLButtonElement>('#decide button[value="accept"]')?.click(),
  r: () => document.querySelector<HTMLTextAreaElement>('#decide textarea')?.focus(),
  n: () => follow('next'),
  p: () => follow('prev'),
};

document.addEventListener('keydown', (event) => {
  const step = STEPS[event.key];
  if (!step || !isOn() || !isMeant(event)) return;
  event.preventDefault();
  step();
});

const help = document.querySelector<HTMLElement>('[data-keys]');
const toggle = help?.querySelector('input');
if (help && toggle) {
  help.hidden = false;
  toggle.checked = isOn();
  toggle.addEventListener('change', () => localStorage.setItem(STORED, toggle.checked ? 'on' : 'off'));
}
