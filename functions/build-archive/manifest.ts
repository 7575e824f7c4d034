import { stringify } from 'csv-stringify/sync';
import type { Entry } from './plan-shape.ts';

/** An entry with the CRC-32 of the bytes that went into the archive. */
export interface Written {
  entry: Entry;
  crc32: number;
}

/** `00c0ffee`, as `unzip -v` and 7-Zip show it */
const hex = (crc: number) => crc.toString(16).padStart(8, '0');

/**
 * The list of the archive's files but itself, as CSV that spreadsheets read as UTF-8 (BOM) and whose texts they do
 * not run as formulas. The column names are for programs; README.txt explains them.
 */
export function manifest(written: readonly Written[]): Buffer {
  const lines = written.map(({ entry: { path, source, provenance }, crc32 }) => ({
    path,
    size: source.size,
    crc32: hex(crc32),
    unit: provenance?.unit ?? '',
    unit_name: provenance?.unitName ?? '',
    form: provenance?.form ?? '',
    reference: provenance?.reference ?? '',
    revision: provenance?.revision ?? '',
    state: provenance?.state ?? '',
    inspection: provenance?.inspection ?? '',
    findings: provenance?.findings ?? '',
    original_name: provenance?.originalName ?? '',
    uploaded_at: provenance?.uploadedAt ?? '',
  }));
  const columns = [
    'path',
    'size',
    'crc32',
    'unit',
    'unit_name',
    'form',
    'reference',
    'revision',
    'state',
    'inspection',
    'findings',
    'original_name',
    'uploaded_at',
  ];
  const options = {
    header: true,
    columns,
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  } as const;
  return Buffer.from(stringify(lines, options));
}
