import { commentsOf, commentsXml, shapesXml } from './comments.ts';
import { type OutSheet, sheetXml } from './sheet.ts';
import { createStyles } from './styles.ts';
import { attributes, xmlDocument } from './xml-text.ts';
import { zip } from './zip.ts';

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

interface Part {
  name: string;
  text: string;
  type?: string;
}

const relationships = (targets: readonly { id: string; type: string; target: string }[]) =>
  xmlDocument(
    `<Relationships xmlns="${PACKAGE}/relationships">${targets
      .map(
        ({ id, type, target }) =>
          `<Relationship${attributes({ Id: id, Type: `${OFFICE}/${type}`, Target: target })}/>`,
      )
      .join('')}</Relationships>`,
  );

const contentTypes = (parts: readonly Part[]) =>
  xmlDocument(
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>${parts
      .filter(({ type }) => type !== undefined)
      .map(({ name, type }) => `<Override${attributes({ PartName: `/${name}`, ContentType: type })}/>`)
      .join('')}</Types>`,
  );

/** A sheet, and its comments where there are any: the comments, their shapes and how the sheet finds them. */
function partsOf(sheet: OutSheet, number: number, styles: ReturnType<typeof createStyles>): Part[] {
  const comments = commentsOf(sheet);
  const name = `xl/worksheets/sheet${number}.xml`;
  const own = { name, type: `${TYPE}.worksheet+xml` };
  if (comments.length === 0) return [{ ...own, text: sheetXml(sheet, styles, number === 1) }];
  const [list, shapes] = [`comments${number}.xml`, `vmlDrawing${number}.vml`];
  return [
    { ...own, text: sheetXml(sheet, styles, number === 1, 'rId2') },
    {
      name: `xl/worksheets/_rels/sheet${number}.xml.rels`,
      text: relationships([
        { id: 'rId1', type: 'comments', target: `../${list}` },
        { id: 'rId2', type: 'vmlDrawing', target: `../drawings/${shapes}` },
      ]),
    },
    { name: `xl/${list}`, text: commentsXml(comments), type: `${TYPE}.comments+xml` },
    { name: `xl/drawings/${shapes}`, text: shapesXml(comments) },
  ];
}

/**
 * Writes a workbook: the few parts of SpreadsheetML that templates need. The same sheets give the same bytes.
 */
export function writeWorkbook(sheets: readonly OutSheet[]): Buffer {
  const styles = createStyles();
  const ofSheets = sheets.flatMap((sheet, index) => partsOf(sheet, index + 1, styles));
  const list = sheets.map(({ name, hidden }, index) => {
    const state = hidden ? 'veryHidden' : undefined;
    return `<sheet${attributes({ name, sheetId: index + 1, state, 'r:id': `rId${index + 1}` })}/>`;
  });
  const parts: Part[] = [
    {
      name: 'xl/workbook.xml',
      type: `${TYPE}.sheet.main+xml`,
      text: xmlDocument(
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${list.join('')}</sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: relationships([
        ...sheets.map((_, index) => ({
          id: `rId${index + 1}`,
          type: 'worksheet',
          target: `worksheets/sheet${index + 1}.xml`,
        })),
        { id: `rId${sheets.length + 1}`, type: 'styles', target: 'styles.xml' },
      ]),
    },
    { name: 'xl/styles.xml', type: `${TYPE}.styles+xml`, text: styles.xml() },
    ...ofSheets,
  ];
  const root = relationships([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]);
  return zip([
    { name: '[Content_Types].xml', text: contentTypes(parts) },
    { name: '_rels/.rels', text: root },
    ...parts,
  ]);
}
