import type { FieldPage } from './drawing.ts';
import { line, textPage } from './text.tsx';

/** Telephones, mailboxes and web addresses: lines for which small devices show another keyboard. */
export const phonePage: FieldPage = { ...textPage, draw: (drawing) => line(drawing, { type: 'tel' }) };
export const emailPage: FieldPage = { ...textPage, draw: (drawing) => line(drawing, { type: 'email' }) };
export const linkPage: FieldPage = { ...textPage, draw: (drawing) => line(drawing, { type: 'url' }) };
