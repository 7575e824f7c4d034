import { addressOf } from '../address.ts';
import type { OutSheet } from './sheet.ts';
import { cellXml, xmlDocument } from './xml-text.ts';

export interface Comment {
  row: number;
  column: number;
  text: string;
}

export const commentsOf = ({ rows }: OutSheet): Comment[] =>
  rows.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column) =>
      cell?.comment === undefined ? [] : [{ row: row + 1, column: column + 1, text: cell.comment }],
    ),
  );

export const commentsXml = (comments: readonly Comment[]): string =>
  xmlDocument(
    `<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author>校验 Check</author></authors><commentList>${comments
      .map(
        ({ row, column, text }) =>
          `<comment ref="${addressOf(row, column)}" authorId="0"><text><t xml:space="preserve">${cellXml(text)}</t></text></comment>`,
      )
      .join('')}</commentList></comments>`,
  );

/** The yellow boxes: programs want a shape for each comment, in a drawing language of 1998. */
export const shapesXml = (comments: readonly Comment[]): string =>
  `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${comments
    .map(({ row, column }, index) => {
      const anchor = [column, 10, row - 1, 4, column + 3, 40, row + 4, 4].join(', ');
      return `<v:shape id="_x0000_s${1025 + index}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column - 1}</x:Column></x:ClientData></v:shape>`;
    })
    .join('')}</xml>`;
