import { crc32, deflateRawSync } from 'node:zlib';

/** 1980-01-01, the earliest day that a ZIP can name: the same content gives the same bytes. */
const DATE = (1 << 5) | 1;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 20;

/** What the header before a part and its line in the directory have in common. */
function facts(name: Buffer, bytes: Buffer, packed: Buffer): Buffer {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(VERSION, 0);
  head.writeUInt16LE(UTF8_NAMES, 2);
  head.writeUInt16LE(DEFLATED, 4);
  head.writeUInt16LE(DATE, 8);
  head.writeUInt32LE(crc32(bytes), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(bytes.length, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

const signature = (letters: string) => Buffer.from(`PK${letters}`, 'latin1');

/** A small ZIP in memory, in the order given. */
export function zip(parts: readonly { name: string; text: string }[]): Buffer {
  const bodies: Buffer[] = [];
  const lines: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const [name, bytes] = [Buffer.from(part.name), Buffer.from(part.text)];
    const packed = deflateRawSync(bytes);
    const head = facts(name, bytes, packed);
    const body = Buffer.concat([signature('\x03\x04'), head, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([VERSION, 0]);
    lines.push(Buffer.concat([signature('\x01\x02'), madeBy, head, tail, name]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(lines);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, directory, signature('\x05\x06'), end]);
}
