import { autosave } from './autosave/autosave.ts';
import { openCopies } from './autosave/copies.ts';
import { offerCopies } from './autosave/offer.ts';
import { openStatus } from './autosave/status.ts';

const form = document.querySelector<HTMLFormElement>('form[data-autosave]');
const place = form?.dataset.autosave;
if (form && place !== undefined) {
  const copies = openCopies(place);
  offerCopies(form, copies);
  autosave(form, copies, openStatus(form));
}
