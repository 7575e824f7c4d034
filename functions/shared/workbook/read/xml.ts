import { Parser } from 'saxen';
import { Refusal } from './refusals.ts';

const MAIN = 's';

/** The namespaces that matter, in the usual and the strict variant of the format, whatever prefix a file gives them. */
const NAMESPACES = {
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main': MAIN,
  'http://purl.oclc.org/ooxml/spreadsheetml/main': MAIN,
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships': 'r',
  'http://purl.oclc.org/ooxml/officeDocument/relationships': 'r',
};

const NAMED: { [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const character = (code: number) =>
  code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';

/** saxen's own decoder knows no characters beyond the first plane. */
const decode = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
        if (name !== undefined) return NAMED[name] ?? whole;
        return character(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
      })
    : text;

export interface Listener {
  /** Names are without prefix for what is of a workbook; attributes are read when they are asked for. */
  open(name: string, attribute: (name: string) => string | undefined): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** @throws Refusal `document-type`, `damaged` */
export function readXml(bytes: Buffer, listener: Listener): void {
  const parser = new Parser();
  const plain = (name: string) => (name.startsWith(`${MAIN}:`) ? name.slice(MAIN.length + 1) : name);
  parser.ns(NAMESPACES);
  parser.on('openTag', (name, attributes) => {
    listener.open(plain(name), (attribute) => {
      const given = attributes();
      return Object.hasOwn(given, attribute) ? decode(given[attribute] ?? '') : undefined;
    });
  });
  parser.on('closeTag', (name) => listener.close?.(plain(name)));
  parser.on('text', (text) => listener.text?.(decode(text)));
  parser.on('cdata', (text) => listener.text?.(text));
  // `<!DOCTYPE`, `<!ENTITY`: no program that saves workbooks writes one.
  parser.on('attention', () => {
    throw new Refusal('document-type');
  });
  parser.on('error', () => {
    throw new Refusal('damaged');
  });
  parser.on('warn', () => {});
  parser.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
}
