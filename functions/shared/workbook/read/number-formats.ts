import { readXml } from './xml.ts';

const between = (low: number, high: number) => (id: number) => low <= id && id <= high;
/** Formats of days and times that need no code of their own; from 27 on they are those of East Asian versions. */
const BUILT_IN = [between(14, 22), between(27, 36), between(45, 47), between(50, 58)];

/** What is quoted, escaped, a colour, a currency or a condition says nothing of a day. */
const ASIDE = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

/** What shows digits of a number is no day, whatever follows them: `0人/日`. Seconds may have a fraction: `ss.000`. */
function isDateFormat(code: string): boolean {
  const bare = code.slice(0, 255).replace(ASIDE, '').replace(/s\.0+/gi, 's');
  return /[ymdhs]|年|月|日/i.test(bare) && !/[0#?]|general/i.test(bare);
}

/** Whether the cells of a style show days or times, by the number of the style. */
export function readDateStyles(bytes: Buffer): boolean[] {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  readXml(bytes, {
    open(name, attribute) {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attribute('numFmtId') ?? 0);
        const code = codes.get(id);
        styles.push(code === undefined ? BUILT_IN.some((holds) => holds(id)) : isDateFormat(code));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}
