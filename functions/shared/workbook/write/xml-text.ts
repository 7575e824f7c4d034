/** What no XML may hold. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const NAMES: { [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"]/g, (character) => NAMES[character] ?? '');

/** In the text of a cell `_x000D_` would be read as a character, and a lone carriage return as a line break. */
export const cellXml = (text: string): string =>
  escaped(text.replace(/_(?=x[\da-fA-F]{4}_)/g, '_x005F_').replace(/\r\n?/g, '\n'));

/** Attributes in this order; those without a value are left out. */
export const attributes = (values: { [name: string]: string | number | boolean | undefined }): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => ` ${name}="${value === true ? 1 : escaped(String(value))}"`)
    .join('');

export const xmlDocument = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`;
