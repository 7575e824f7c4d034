import { stringify } from 'csv-stringify/sync';
import type { Entry } from './plan-shape.ts';

/** An entry with the CRC-32 of the bytes that went into the archive. */
interface Written {
  entry: Entry;
  crc32: number;
}

const COLUMNS = [
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
  'volume',
] as const;

/** `00c0ffee`, as `unzip -v` and 7-Zip show it */
const hex = (crc: number) => crc.toString(16).padStart(8, '0');

const csv = (line: readonly string[]): Buffer =>
  Buffer.from(stringify([line], { record_delimiter: 'windows', escape_formulas: true }));

/**
 * The list of an archive's files but itself is CSV that spreadsheets read as UTF-8 (BOM) and whose texts they do not
 * run as formulas. The column names are for programs; README.txt explains them.
 */
export const manifestHead = (): Buffer => Buffer.concat([Buffer.from('\uFEFF'), csv(COLUMNS)]);

/** @param volume the archive's part that holds it, from 1 */
export function manifestLine({ entry, crc32 }: Written, volume: number): Buffer {
  const { path, source, provenance } = entry;
  const cells: { [column in (typeof COLUMNS)[number]]: string } = {
    path,
    size: String(source.size),
    crc32: hex(crc32),
    unit: provenance?.unit ?? '',
    unit_name: provenance?.unitName ?? '',
    form: provenance?.form ?? '',
    reference: provenance?.reference ?? '',
    revision: String(provenance?.revision ?? ''),
    state: provenance?.state ?? '',
    inspection: provenance?.inspection ?? '',
    findings: provenance?.findings ?? '',
    original_name: provenance?.originalName ?? '',
    uploaded_at: provenance?.uploadedAt ?? '',
    volume: String(volume),
  };
  return csv(COLUMNS.map((column) => cells[column]));
}

/** More volumes than any archive has; a line is no longer than with this one. */
const LAST_VOLUME = 99_999;

/** What an entry takes in the manifest at most, in bytes, before its CRC and its volume are known. */
export const manifestLineLength = (entry: Entry): number =>
  manifestLine({ entry, crc32: 0 }, LAST_VOLUME).length;
