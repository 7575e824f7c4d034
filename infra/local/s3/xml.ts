/** Serialised XML, so that text is escaped exactly once: whatever is not Xml is text. */
export class Xml {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

// The library's builder leaves CR and control characters as they are, and a parser would then lose them from keys.
const escaped = (text: string): string =>
  text.replace(/[&<>"']|\p{Cc}/gu, (character) => `&#x${character.charCodeAt(0).toString(16)};`);

/** One element; children that are undefined are left out. */
export function element(name: string, ...children: (Xml | string | number | boolean | undefined)[]): Xml {
  const inner = children.map((child) => {
    if (child === undefined) return '';
    return child instanceof Xml ? child.source : escaped(String(child));
  });
  return new Xml(`<${name}>${inner.join('')}</${name}>`);
}

/** An element only when there is something to say. */
export const optional = (name: string, value: string | number | undefined): Xml | undefined =>
  value === undefined ? undefined : element(name, value);

export const xmlDocument = (root: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${root.source}`;
