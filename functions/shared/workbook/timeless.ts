/** The earliest day that a ZIP can name, 1980-01-01 00:00. */
const NO_TIME = 0;
const NO_DATE = (1 << 5) | 1;

const END = 0x06054b50;
const END_LENGTH = 22;

/**
 * A small ZIP (below 4 GB, without a comment) whose entries were all made at the same moment of long ago: libraries
 * write down when they were called, and then no two archives of the same content are alike.
 */
export function timeless(zip: Buffer): Buffer {
  const steady = Buffer.from(zip);
  const end = steady.length - END_LENGTH;
  if (end < 0 || steady.readUInt32LE(end) !== END) throw new Error('this is no ZIP without a comment');
  const stamp = (at: number) => {
    steady.writeUInt16LE(NO_TIME, at);
    steady.writeUInt16LE(NO_DATE, at + 2);
  };
  let at = steady.readUInt32LE(end + 16);
  for (let left = steady.readUInt16LE(end + 10); left > 0; left--) {
    stamp(at + 12);
    stamp(steady.readUInt32LE(at + 42) + 10);
    at += 46 + [28, 30, 32].reduce((sum, length) => sum + steady.readUInt16LE(at + length), 0);
  }
  return steady;
}
