import { openArchive } from '../../functions/shared/workbook/read/archive.ts';
import { zip } from '../../functions/shared/workbook/write/zip.ts';

type Change = (name: string, text: string) => string | undefined;

/** The same package with its parts changed: undefined leaves one out. Names come in lower case, as they are compared. */
export function rezip(file: Buffer, change: Change, more: { name: string; text: string }[] = []): Buffer {
  const archive = openArchive(file);
  const parts = archive.names.flatMap((name) => {
    const text = change(name, archive.read(name).toString('utf8'));
    return text === undefined ? [] : [{ name, text }];
  });
  return zip([...parts, ...more]);
}

/** The part of a sheet, by its place in the workbook from 1. */
export const sheetPart = (number: number): string => `xl/worksheets/sheet${number}.xml`;

/** Changes one sheet alone. */
export const changeSheet = (file: Buffer, number: number, change: (xml: string) => string): Buffer =>
  rezip(file, (name, text) => (name === sheetPart(number) ? change(text) : text));

/** Puts another cell in the place of the one at an address, or into its row where there is none. */
export function setCell(xml: string, address: string, content: string, attributes = ''): string {
  const cell = `<c r="${address}"${attributes}>${content}</c>`;
  const there = new RegExp(`<c r="${address}"(?: [^>]*)?(?:/>|>.*?</c>)`, 's');
  if (there.test(xml)) return xml.replace(there, () => cell);
  const row = /\d+/.exec(address)?.[0];
  return xml.replace(
    new RegExp(`(<row r="${row}"[^>]*>.*?)(</row>)`, 's'),
    (_, before, end) => before + cell + end,
  );
}

export const text = (value: string): [content: string, attributes: string] => [
  `<is><t xml:space="preserve">${value}</t></is>`,
  ' t="inlineStr"',
];
