import { addend, sumOf, sumText } from '../../../schemas/balance.ts';
import { readNumber } from '../../../schemas/fields/number.ts';

/** A number as it stands in a control, read exactly as the server reads it. */
function numberIn(id: string, unit: string | undefined) {
  const control = document.getElementById(id);
  if (!(control instanceof HTMLInputElement)) return undefined;
  return readNumber(control.value, unit === undefined ? {} : { unit: { zh: unit, en: unit } });
}

function show(output: HTMLOutputElement): void {
  const { total = '', label = '', differs = '', unit } = output.dataset;
  const sum = sumOf(Array.from(output.htmlFor, (part) => numberIn(part, unit)));
  output.textContent = sumText({ sum, given: addend(numberIn(total, unit)) }, { label, differs });
}

const outputs = [...document.querySelectorAll<HTMLOutputElement>('output[data-total]')];
const showAll = () => outputs.forEach(show);

// The browser may have put back what was typed before the page was left.
window.addEventListener('pageshow', showAll);
document.addEventListener('input', ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  for (const output of outputs) {
    if (output.dataset.total === target.id || output.htmlFor.contains(target.id)) show(output);
  }
});
