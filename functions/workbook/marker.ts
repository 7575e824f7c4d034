import * as z from 'zod';
import type { Form } from '../../schemas/form.ts';
import type { Sheet } from '../shared/workbook/read/workbook.ts';
import type { OutSheet } from '../shared/workbook/write/sheet.ts';

/** The sheet that nobody sees: which form the workbook is of, and of which version. */
const SHEET = '_template';
const SYSTEM = 'science-week-intake';

const Marker = z.object({ campaign: z.string(), form: z.string(), version: z.coerce.number().int() });
export type Marker = z.infer<typeof Marker>;

export function markerSheet(campaign: string, form: Form): OutSheet {
  const lines = { system: SYSTEM, campaign, form: form.id, version: String(form.version) };
  return {
    name: SHEET,
    hidden: true,
    columns: [{ width: 12 }, { width: 30 }],
    rows: Object.entries(lines).map(([name, value]) => ({ cells: [{ value: name }, { value }] })),
  };
}

/** Undefined for a workbook that is none of our templates. */
export function findMarker(sheets: readonly Sheet[]): Marker | undefined {
  const sheet = sheets.find(({ name }) => name === SHEET);
  const lines = sheet?.rows.map(({ cells }) => [cells.get(1)?.value, cells.get(2)?.value]) ?? [];
  const found = Object.fromEntries(lines.map(([name, value]) => [String(name), String(value ?? '')]));
  const marker = Marker.safeParse(found);
  return found.system === SYSTEM && marker.success ? marker.data : undefined;
}
