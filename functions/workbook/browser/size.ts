/**
 * Says at once that a file is too large. Sent, the largest ones would never arrive: the gateway answers for itself, in
 * English and without a page.
 */
function look(input: HTMLInputElement): void {
  const { most, tooLarge = '' } = input.dataset;
  const [file] = input.files ?? [];
  const told = file && file.size > Number(most) ? tooLarge : '';
  input.setCustomValidity(told);
  const there = input.nextElementSibling;
  const line = there instanceof HTMLOutputElement ? there : document.createElement('output');
  line.className = 'error-message';
  line.textContent = told;
  if (line !== there) input.after(line);
}

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-most]')) {
  input.addEventListener('change', () => look(input));
}
