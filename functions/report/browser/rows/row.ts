import { type Control, isControl } from './cell.ts';
import { WORDS } from './words.ts';

const NUMBERED = ['id', 'name', 'for', 'aria-describedby', 'value'];

export const controlsOf = (row: Element): Control[] =>
  [...row.querySelectorAll('input, select, textarea')].filter(isControl);

/** `rows/3/phone` => `phone` */
export const columnOf = ({ name }: Control): string => name.split('/').slice(2).join('/');

/** The first answers of a row, by which it is known when it is folded. */
function firstAnswers(row: Element): string {
  const [first, second] = controlsOf(row);
  return [first, second]
    .map((control) =>
      control instanceof HTMLSelectElement
        ? control.value && control.selectedOptions[0]?.label
        : control?.value,
    )
    .filter(Boolean)
    .join(' ');
}

export function retitle(row: Element, index: number): void {
  const summary = row.querySelector<HTMLElement>(':scope > summary');
  if (summary) summary.textContent = `${WORDS.row(index + 1)} ${firstAnswers(row)}`;
}

/** Gives a row its place: names, ids and what points at them, and the words that hold its number. */
export function place(row: Element, list: string, index: number): void {
  const own = `f-${list}-${index}`;
  if (row.id === own) {
    retitle(row, index);
    return;
  }
  const [name, id] = [new RegExp(`(^|:)${list}/\\d+`), new RegExp(`(^|\\s)f-${list}-\\d+`, 'g')];
  for (const element of [row, ...row.querySelectorAll('*')]) {
    for (const attribute of NUMBERED) {
      const value = element.getAttribute(attribute);
      // The value of a control is what somebody typed; of a button, which row it is about.
      if (value === null || (attribute === 'value' && element.tagName !== 'BUTTON')) continue;
      const placed = value.replace(name, `$1${list}/${index}`).replace(id, `$1${own}`);
      if (placed !== value) element.setAttribute(attribute, placed);
    }
  }
  row.id = own;
  const remove = row.querySelector('button[value^="remove-row:"]');
  if (remove) remove.textContent = WORDS.remove(index + 1);
  retitle(row, index);
}

function clear(control: Control): void {
  if (control instanceof HTMLSelectElement) control.selectedIndex = 0;
  else if (control instanceof HTMLInputElement && control.type === 'checkbox') control.checked = false;
  else control.value = '';
}

/** Does it hold nothing that somebody typed or chose? */
export const isBlank = (row: Element): boolean =>
  controlsOf(row).every((control) => {
    if (control instanceof HTMLSelectElement) return control.selectedIndex === 0;
    return control instanceof HTMLInputElement && control.type === 'checkbox'
      ? !control.checked
      : control.value === '';
  });

/** A row like another, with its answers or without; what was found of the other is not said of the new one. */
export function copyOf(row: Element, filled: boolean): HTMLDetailsElement | undefined {
  const copy = row.cloneNode(true);
  if (!(copy instanceof HTMLDetailsElement)) return undefined;
  // Its place is not known yet.
  copy.id = '';
  const [from, to] = [controlsOf(row), controlsOf(copy)];
  for (const [index, control] of to.entries()) {
    const source = from[index];
    // A clone of a list forgets what was chosen.
    if (filled && source) control.value = source.value;
    if (!filled) clear(control);
    control.removeAttribute('aria-invalid');
  }
  for (const tools of copy.querySelectorAll('[data-tools]')) tools.remove();
  for (const said of copy.querySelectorAll('.error-message, .notice-message, .marked-message')) said.remove();
  for (const field of copy.querySelectorAll('.field-error')) field.classList.remove('field-error');
  return copy;
}
