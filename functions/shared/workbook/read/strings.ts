import { Refusal } from './refusals.ts';
import { readXml } from './xml.ts';

/** The most that one cell of a spreadsheet holds. */
const MOST_CHARACTERS = 32_767;
const MOST_STRINGS = 400_000;

/** A line break and what XML cannot hold are written as `_x000A_`; that text itself as `_x005F_x000A_`. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-fA-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

export const cellText = (text: string): string =>
  unescaped(text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text);

/** Collects the text of `<si>` or `<is>`: all runs of it, without the readings of Japanese that stand beside them. */
export function textCollector() {
  let text = '';
  let inText = false;
  let inPhonetic = false;
  return {
    open(name: string) {
      if (name === 't') inText = true;
      else if (name === 'rPh') inPhonetic = true;
    },
    close(name: string) {
      if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
    },
    text(part: string) {
      if (inText && !inPhonetic && text.length <= MOST_CHARACTERS) text += part;
    },
    take(): string {
      const taken = cellText(text);
      text = '';
      return taken;
    },
  };
}

/** The texts that cells refer to by number. */
export function readSharedStrings(bytes: Buffer): string[] {
  const strings: string[] = [];
  const collector = textCollector();
  readXml(bytes, {
    open: (name) => collector.open(name),
    text: (text) => collector.text(text),
    close(name) {
      collector.close(name);
      if (name !== 'si') return;
      if (strings.length === MOST_STRINGS) throw new Refusal('too-many-cells');
      strings.push(collector.take());
    },
  });
  return strings;
}
