import { attributes, xmlDocument } from './xml-text.ts';

/** How a cell looks; what is not said is as the program likes it. */
export interface Style {
  /** A number format, as `#,##0`; `@` is text, whatever is typed. */
  format?: string;
  bold?: boolean;
  size?: number;
  /** RRGGBB */
  color?: string;
  fill?: string;
  border?: boolean;
  wrap?: boolean;
  /** Across; down it is the top. */
  align?: 'left' | 'center' | 'right';
  middle?: boolean;
}

const FONT = '宋体';
const FIRST_OWN_FORMAT = 164;

/** Numbers each distinct part once. */
function numbered(...first: string[]) {
  const known = new Map(first.map((xml, index) => [xml, index]));
  return {
    of(xml: string): number {
      const index = known.get(xml) ?? known.size;
      known.set(xml, index);
      return index;
    },
    all: () => [...known.keys()],
  };
}

const font = ({ bold, size = 11, color }: Style) =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/>${color ? `<color rgb="FF${color}"/>` : ''}<name val="${FONT}"/><charset val="134"/></font>`;

const fill = (color: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${color}"/><bgColor indexed="64"/></patternFill></fill>`;

const side = (name: string) => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`;
const BORDER = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`;
const NO_BORDER = '<border><left/><right/><top/><bottom/><diagonal/></border>';
const NO_FILL = '<fill><patternFill patternType="none"/></fill>';
/** The second fill is taken by programs for themselves. */
const GRAY = '<fill><patternFill patternType="gray125"/></fill>';

const group = (name: string, items: readonly string[]) =>
  `<${name} count="${items.length}">${items.join('')}</${name}>`;

export interface Styles {
  /** The number that cells name a style by. */
  of(style: Style): number;
  xml(): string;
}

/** Collects the styles that a workbook uses. */
export function createStyles(): Styles {
  const fonts = numbered(font({}));
  const fills = numbered(NO_FILL, GRAY);
  const borders = numbered(NO_BORDER);
  const formats = numbered();
  const cells = numbered();
  const styles: Styles = {
    of(style) {
      const { format, align, wrap, middle } = style;
      const id = format === undefined ? 0 : format === '@' ? 49 : FIRST_OWN_FORMAT + formats.of(format);
      const alignment = attributes({
        horizontal: align,
        vertical: middle ? 'center' : 'top',
        wrapText: wrap,
      });
      const xf = attributes({
        numFmtId: id,
        fontId: fonts.of(font(style)),
        fillId: style.fill ? fills.of(fill(style.fill)) : 0,
        borderId: style.border ? borders.of(BORDER) : 0,
        xfId: 0,
        applyNumberFormat: true,
        applyFont: true,
        applyFill: true,
        applyBorder: true,
        applyAlignment: true,
      });
      return cells.of(`<xf${xf}><alignment${alignment}/></xf>`);
    },
    xml() {
      const own = formats.all().map((code, index) => {
        const numFmt = attributes({ numFmtId: FIRST_OWN_FORMAT + index, formatCode: code });
        return `<numFmt${numFmt}/>`;
      });
      return xmlDocument(
        `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${[
          ...(own.length > 0 ? [group('numFmts', own)] : []),
          group('fonts', fonts.all()),
          group('fills', fills.all()),
          group('borders', borders.all()),
          group('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
          group('cellXfs', cells.all()),
          group('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
        ].join('')}</styleSheet>`,
      );
    },
  };
  styles.of({ middle: false });
  return styles;
}
