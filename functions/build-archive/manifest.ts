import { stringify } from 'csv-stringify/sync';
import { LEFT_OUT_WORDS } from '../shared/archives/left-out.ts';
import type { Entry, LeftOut, Provenance } from './plan-shape.ts';

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
  'caption',
  'uploaded_at',
  'volume',
  'left_out',
] as const;

/** `00c0ffee`, as `unzip -v` and 7-Zip show it */
const hex = (crc: number) => crc.toString(16).padStart(8, '0');

const csv = (line: readonly string[]): Buffer =>
  Buffer.from(stringify([line], { record_delimiter: 'windows', escape_formulas: true }));

type Cells = { [column in (typeof COLUMNS)[number]]: string };

const lineOf = (cells: Cells): Buffer => csv(COLUMNS.map((column) => cells[column]));

const cellsOf = (provenance: Provenance | undefined) => ({
  unit: provenance?.unit ?? '',
  unit_name: provenance?.unitName ?? '',
  form: provenance?.form ?? '',
  reference: provenance?.reference ?? '',
  revision: String(provenance?.revision ?? ''),
  state: provenance?.state ?? '',
  inspection: provenance?.inspection ?? '',
  findings: provenance?.findings ?? '',
  original_name: provenance?.originalName ?? '',
  caption: provenance?.caption ?? '',
  uploaded_at: provenance?.uploadedAt ?? '',
});

/**
 * The list of an archive's files but itself is CSV that spreadsheets read as UTF-8 (BOM) and whose texts they do not
 * run as formulas. The column names are for programs; README.txt explains them. What was left out stands first,
 * without a path and with the reason.
 */
export const manifestHead = (leftOut: readonly LeftOut[]): Buffer =>
  Buffer.concat([
    Buffer.from('\uFEFF'),
    csv(COLUMNS),
    ...leftOut.map(({ size, provenance, why }) =>
      lineOf({
        path: '',
        size: String(size),
        crc32: '',
        ...cellsOf(provenance),
        volume: '',
        left_out: why === undefined ? '' : `${why} ${LEFT_OUT_WORDS[why].zh}`,
      }),
    ),
  ]);

/** @param volume the archive's part that holds it, from 1 */
export const manifestLine = ({ entry, crc32 }: Written, volume: number): Buffer =>
  lineOf({
    path: entry.path,
    size: String(entry.source.size),
    crc32: hex(crc32),
    ...cellsOf(entry.provenance),
    volume: String(volume),
    left_out: '',
  });

/** More volumes than any archive has; a line is no longer than with this one. */
const LAST_VOLUME = 99_999;

/** What an entry takes in the manifest at most, in bytes, before its CRC and its volume are known. */
export const manifestLineLength = (entry: Entry): number =>
  manifestLine({ entry, crc32: 0 }, LAST_VOLUME).length;
