import { readDay } from '../../../../schemas/fields/day.ts';

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export const isControl = (element: unknown): element is Control =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement;

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && control.type === 'checkbox';

const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/**
 * A control's label without its mark of being required. Looked for beside it: `labels` looks through the whole page,
 * anew after every row that is added.
 */
export const labelOf = (control: Control): string =>
  (control.closest('.tick, .field')?.querySelector('label')?.textContent ?? '')
    .replace(/[\s*]+/g, ' ')
    .trim();

function choose(list: HTMLSelectElement, text: string): boolean {
  const options = [...list.options];
  const known = options.find(({ value, label }) => [value, label].some((name) => bare(name) === bare(text)));
  // As the server draws it: what is no option stays to be seen, and is told of when the report is checked.
  if (!known) list.add(new Option(text, text));
  list.value = known?.value ?? text;
  return known !== undefined;
}

/** Several boxes of one name: 中小学生、公众 */
function tickSeveral(boxes: readonly HTMLInputElement[], text: string): boolean {
  const wanted = boxes.some((box) => bare(labelOf(box)) === bare(text))
    ? [text]
    : text.split(/[、,，;；/|\n]+/);
  const found = wanted.map((one) =>
    boxes.find((box) => [box.value, labelOf(box)].some((name) => bare(name) === bare(one))),
  );
  for (const box of boxes) box.checked = found.includes(box);
  return !found.includes(undefined);
}

function tick(box: HTMLInputElement, text: string): boolean {
  box.checked = /^(true|yes|y|1|是|√|✓|✔)$/i.test(text);
  return box.checked || /^(false|no|n|0|否|×)$/i.test(text);
}

function setDate(control: HTMLInputElement, text: string): boolean {
  const day = readDay(text) ?? text;
  control.type = 'date';
  control.value = day;
  if (control.value === day) return true;
  // A date control cannot show it; the text must stay to be mended.
  control.type = 'text';
  control.value = text;
  return false;
}

/** Puts a text into the controls of a cell. @returns whether it could be read */
export function setCell(controls: readonly Control[], text: string): boolean {
  const [control] = controls;
  if (!control) return false;
  const boxes = controls.filter(isTick);
  const [box] = boxes;
  if (box) return boxes.length > 1 ? tickSeveral(boxes, text) : tick(box, text);
  if (control instanceof HTMLSelectElement) return choose(control, text);
  if (control instanceof HTMLInputElement && control.type === 'date') return setDate(control, text);
  control.value = text;
  return true;
}
