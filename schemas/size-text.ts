const UNITS = ['KB', 'MB', 'GB'];

/** 1536 => 1.5 KB. The steps are of 1024, as file managers show them and as limits are set. */
export function sizeText(bytes: number): string {
  let size = bytes;
  let unit = 'B';
  for (const larger of UNITS) {
    if (size < 1024) break;
    size /= 1024;
    unit = larger;
  }
  return `${Number(size.toFixed(size < 10 ? 1 : 0))} ${unit}`;
}
