/** How much a long text still takes, told while it is typed; longer ones are told of again when the report is checked. */
const ZH = {
  left: (count: number) => `还可填写${count}字`,
  over: (count: number) => `超出${count}字`,
};
const EN: typeof ZH = {
  left: (count) => `${count} ${count === 1 ? 'character' : 'characters'} left`,
  over: (count) => `${count} ${count === 1 ? 'character' : 'characters'} too many`,
};
const WORDS = document.documentElement.lang.startsWith('zh') ? ZH : EN;

/** Whoever hears the page is told only near the end. */
const NEAR = 0.1;

function outputOf(area: HTMLTextAreaElement): HTMLElement {
  const there = area.nextElementSibling;
  if (there instanceof HTMLOutputElement) return there;
  const made = document.createElement('output');
  area.after(made);
  return made;
}

function tell(area: HTMLTextAreaElement): void {
  const most = Number(area.dataset.most);
  const left = most - area.value.trim().length;
  const output = outputOf(area);
  output.className = left < 0 ? 'error-message' : 'hint';
  output.setAttribute('aria-live', left < most * NEAR ? 'polite' : 'off');
  output.textContent = left < 0 ? WORDS.over(-left) : WORDS.left(left);
}

/** Only once somebody is in it: a line that appeared by itself would move the page below it. */
function tellOf({ target }: Event): void {
  if (target instanceof HTMLTextAreaElement && target.dataset.most !== undefined) tell(target);
}

document.addEventListener('focusin', tellOf);
document.addEventListener('input', tellOf);
