/**
 * Object metadata travels in headers: text beyond ASCII is wrapped by RFC 2047, and so the store answers it,
 * however it came. =?UTF-8?B?5oC757uT?= => 总结
 */
export function decodeMetadata(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, how = '', text = '']) =>
          how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quoted(text),
        ),
      ).toString('utf8'),
    );
}

function quoted(text: string): Buffer {
  const latin = text
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1');
}

export function encodeMetadata(value: string): string {
  return /^[\x20-\x7e]*$/.test(value) && !value.includes('=?')
    ? value
    : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}

/** The header that saves (or shows) a file under its own name; the plain one is for clients without RFC 6266. */
export function contentDisposition(name: string, how: 'attachment' | 'inline' = 'attachment'): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const utf8 = encodeURIComponent(name).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${utf8}`;
}
