import { editRows } from './rows/editor.ts';

for (const list of document.querySelectorAll<HTMLElement>('[data-rows]')) editRows(list);
