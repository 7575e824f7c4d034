import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Source } from '../../functions/inspect-attachment/source.ts';
import { openAnalyser } from '../../functions/inspect-attachment/video/analyser.ts';

/** The analyser as the deployed function has it, run from source. */
export const newAnalyser = (milliseconds?: number) =>
  openAnalyser({
    worker: new URL('../../functions/inspect-attachment/worker.ts', import.meta.url),
    wasm: fileURLToPath(
      new URL('../../node_modules/mediainfo.js/dist/MediaInfoModule.wasm', import.meta.url),
    ),
    ...(milliseconds !== undefined && { milliseconds }),
  });

/** A file of the disk, read a piece at a time. */
export function fileSource(path: string): Source {
  const { size } = statSync(path);
  return {
    size,
    async read(offset, length) {
      const file = openSync(path, 'r');
      const bytes = new Uint8Array(length);
      const read = readSync(file, bytes, 0, length, offset);
      closeSync(file);
      return bytes.subarray(0, read);
    },
  };
}

export const bytesSource = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: async (offset, length) => bytes.slice(offset, offset + length),
});
