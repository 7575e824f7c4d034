/** A compound file of one table, one directory and as many bytes of content as streams say, 4 KB each. */
export function compound(names: string[], content: Buffer = Buffer.alloc(4096, 1)): Buffer {
  const head = Buffer.alloc(512, 0xff);
  head.write('d0cf11e0a1b11ae1', 'hex');
  head.writeUInt16LE(9, 30);
  head.writeUInt32LE(1, 48);
  head.writeUInt32LE(0, 76);
  const table = Buffer.alloc(512, 0xff);
  // The table itself, and a directory of one sector.
  table.writeUInt32LE(0xfffffffd, 0);
  table.writeUInt32LE(0xfffffffe, 4);
  // Each stream is a chain of 8 sectors.
  for (let i = 0; i < 8 * names.length; i++) {
    table.writeUInt32LE(i % 8 === 7 ? 0xfffffffe : 3 + i, 8 + 4 * i);
  }
  const directory = Buffer.alloc(512);
  for (const [i, name] of names.entries()) {
    const at = 128 * i;
    directory.write(name, at, 'utf16le');
    directory.writeUInt16LE(name.length * 2 + 2, at + 64);
    directory[at + 66] = 2;
    directory.writeUInt32LE(2 + 8 * i, at + 116);
    directory.writeUInt32LE(4096, at + 120);
  }
  return Buffer.concat([head, table, directory, ...names.map(() => content)]);
}
