import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { Failure, type FailureKind } from '../../../../../functions/attach/browser/upload/failure.ts';
import type { Transfer } from '../../../../../functions/attach/browser/upload/transfer.ts';
import type { AttachmentState } from '../../../../../schemas/attachment.ts';
import { type Layout, partsOf, resize } from '../../../../../schemas/parts.ts';

export const text = (crc: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(crc);
  return buffer.toString('base64');
};

/** A store that takes parts, and a line that breaks where it is told to: before, within or after a part. */
export function world(
  content: Uint8Array<ArrayBuffer>,
  partSize: number,
  breaks: (FailureKind | 'after')[] = [],
) {
  const parts = new Map<number, { bytes: Uint8Array; crc32: string }>();
  const stored: number[] = [];
  let whole: Uint8Array | undefined;
  let state: AttachmentState = 'awaiting';
  const progress: number[] = [];
  const resized: number[] = [];
  let arrived = 0;
  let layout: Layout = { size: content.length, partSize, resized: [] };
  const happen = () => {
    const next = breaks.shift();
    if (next !== undefined && next !== 'after') throw new Failure(next);
    return next;
  };
  const options: Transfer = {
    id: 'id',
    file: new Blob([content]),
    line: { rate: () => 2_000_000, arrived: (bytes) => (arrived += bytes), broken: false },
    sizeFor: () => partSize,
    wait: async () => {},
    random: () => 0.5,
    onWait: () => {},
    onProgress: (bytes) => progress.push(bytes),
    crcOf: async (piece) => crc32(new Uint8Array(await piece.arrayBuffer())),
    api: {
      async arrived() {
        happen();
        const list = [...parts].map(([number, { bytes, crc32: sum }]) => ({
          number,
          size: bytes.length,
          crc32: sum,
        }));
        return { ...layout, resized: [...layout.resized], state, parts: list };
      },
      async address(_, wanted) {
        happen();
        const [first] = wanted.parts;
        if (first && wanted.partSize !== undefined) {
          layout = resize(layout, first.number, wanted.partSize);
          resized.push(wanted.partSize);
        }
        const sizes = new Map(partsOf(layout).map(({ number, size }) => [number, size]));
        return {
          parts: wanted.parts.map(({ number, crc32: sum }) => {
            const size = sizes.get(number) ?? 0;
            return { number, size, url: `${number}:${size}:${sum}` };
          }),
        };
      },
      async finish(_, { crc32: sum }) {
        happen();
        if (state !== 'awaiting') return { state };
        const all = partsOf(layout).map(({ number, size }) => {
          const bytes = parts.get(number)?.bytes;
          if (bytes?.length !== size) throw new Failure('overtaken');
          return bytes;
        });
        whole = Buffer.concat(all);
        if (sum !== text(crc32(whole))) throw new Failure('refused', 'another file');
        state = 'checking';
        return { state };
      },
    },
    async send(url, piece, onProgress) {
      const [number = '', size, sum = ''] = url.split(/:(.*?):(.*)/s);
      if (Number(size) !== piece.size) throw new Failure('expired');
      const end = happen();
      onProgress(piece.size / 2);
      const bytes = new Uint8Array(await piece.arrayBuffer());
      if (text(crc32(bytes)) !== sum) throw new Failure('lost');
      parts.set(Number(number), { bytes, crc32: sum });
      stored.push(Number(number));
      if (end === 'after') throw new Failure('lost');
      onProgress(piece.size);
    },
  };
  return {
    options,
    parts,
    stored,
    progress,
    resized,
    resize: (from: number, size: number) => (layout = resize(layout, from, size)),
    arrived: () => arrived,
    whole: () => whole,
    joined: () => (state = 'checking'),
  };
}

export const signal = () => new AbortController().signal;
export const content = fc.uint8Array({ minLength: 1, maxLength: 60 });
