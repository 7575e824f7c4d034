/** 1 => A, 27 => AA */
export function columnName(column: number): string {
  let name = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) {
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  }
  return name;
}

export const addressOf = (row: number, column: number): string => `${columnName(column)}${row}`;

/** `C5`, `$C$5` => row 5, column 3 */
export function readAddress(address: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})$/.exec(address) ?? [];
  if (letters === undefined || digits === undefined) return undefined;
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
}

export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** `B2:C5` */
export function readArea(reference: string): Area | undefined {
  const [from, to] = reference.split(':').map(readAddress);
  if (!from || !to) return undefined;
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}
