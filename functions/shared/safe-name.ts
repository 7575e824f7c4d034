/** What no file system that people unpack on takes more of, in bytes of UTF-8 and in UTF-16 units. */
const MOST_BYTES = 240;

/** Names of devices on Windows, whatever their extension: CON, con.txt, COM¹ */
const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(?:\.|$))/i;

/** What a file may be called at most, cut between characters; the extension stays when it is a sensible one. */
function shorten(name: string, most: number): string {
  if (Buffer.byteLength(name) <= most) return name;
  const extension = /\.[^.\s]{1,16}$/u.exec(name)?.[0] ?? '';
  const room = most - Buffer.byteLength(extension);
  let stem = '';
  let bytes = 0;
  for (const character of name.slice(0, name.length - extension.length)) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    stem += character;
  }
  return `${stem.trimEnd()}${extension}`;
}

/** Without its folders, and without control and format characters: they hide or turn round what follows. */
const visible = (given: string): string =>
  given
    .toWellFormed()
    // Browsers of old sent whole paths, and some still do.
    .replace(/^.*[\\/](?=[^\\/]*[^\\/.\s])/su, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cn}\uFFFD]/gu, '');

/** Longer than any file system's own. */
const MOST_ORIGINAL = 512;

/** What whoever sent a file calls it, as far as it can be seen; undefined where that is its safe name. */
export function originalName(given: string): string | undefined {
  const original = [...visible(given).trim()].slice(0, MOST_ORIGINAL).join('');
  return original === '' || original === safeName(given) ? undefined : original;
}

/**
 * A file's name as every system that it may be saved on takes it: no folders, nothing invisible, no reserved names,
 * short enough. A safe name stays as it is, so it is safe to do this twice.
 *
 * `..\\报告/附件 1.pdf` => `附件 1.pdf`, `a:b?.jpg` => `a_b_.jpg`, `con.txt` => `_con.txt`
 * @param most bytes of UTF-8, for callers that add to the name
 */
export function safeName(given: string, most: number = MOST_BYTES): string {
  // A file "gpj.exe" must not show as "exe.jpg".
  const bare = visible(given)
    .normalize('NFC')
    .replace(/[<>:"/\\|?*]/g, '_')
    .replace(/\s+/gu, ' ');
  const trimmed = trim(shorten(trim(bare), most));
  return DEVICES.test(trimmed) ? shorten(`_${trimmed}`, most) : trimmed || 'file';
}

/** Windows drops dots and spaces at the end; a leading dot hides a file. */
const trim = (name: string) => name.replace(/^[. ]+|[. ]+$/gu, '');
