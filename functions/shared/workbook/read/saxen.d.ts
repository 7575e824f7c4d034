/** What is used of saxen, which has no types of its own. */
declare module 'saxen' {
  type Decode = (text: string) => string;
  type Attributes = { [name: string]: string };

  export class Parser {
    ns(prefixes: { [uri: string]: string }): this;
    on(event: 'openTag', hear: (name: string, attributes: () => Attributes, decode: Decode) => void): this;
    on(event: 'closeTag', hear: (name: string) => void): this;
    on(event: 'text', hear: (text: string, decode: Decode) => void): this;
    on(event: 'cdata', hear: (text: string) => void): this;
    on(event: 'attention', hear: (text: string) => void): this;
    on(event: 'error', hear: (error: Error) => void): this;
    on(event: 'warn', hear: (warning: Error) => void): this;
    parse(xml: string): void;
    stop(): void;
  }
}
