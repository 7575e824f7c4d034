import { controlsOf } from './row.ts';

/**
 * Enter in a row goes to the next cell, as in a spreadsheet, and from the last one to the row's buttons; Ctrl+Enter
 * adds a row. Tab does what it always does, so that nobody is caught.
 */
export function moveOnEnter(event: KeyboardEvent, row: Element, addRow: () => void): void {
  // An input method takes Enter to end a word.
  if (event.key !== 'Enter' || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    addRow();
    return;
  }
  if (!(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  const controls = controlsOf(row);
  const next = controls[controls.indexOf(event.target) + 1];
  if (next) next.focus();
  else row.querySelector('button')?.focus();
}
