const UNITS = ['KB', 'MB', 'GB'];

/** 1536 => 1.5 KB; 12 => 12 B */
export function sizeOf(bytes: number): string {
  let size = bytes;
  let unit = 'B';
  for (const next of UNITS) {
    if (size < 1024) break;
    size /= 1024;
    unit = next;
  }
  return `${Number.isInteger(size) ? size : size.toFixed(1)} ${unit}`;
}
