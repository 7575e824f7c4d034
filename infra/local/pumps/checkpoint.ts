import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';
import { codeOf } from '../problem.ts';

const Places = z.record(z.string(), z.string());

/** How far each shard was handled; on disk, so that what was not is handled after a crash. */
export interface Checkpoint {
  of(shard: string): string | undefined;
  set(shard: string, sequenceNumber: string): Promise<void>;
}

function readPlaces(path: string): { [shard: string]: string } {
  try {
    return Places.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return {};
    throw error;
  }
}

export function openCheckpoint(path: string): Checkpoint {
  const places = readPlaces(path);
  return {
    of: (shard) => places[shard],
    async set(shard, sequenceNumber) {
      places[shard] = sequenceNumber;
      // A half-written file would start the stream anew, or stop it.
      await writeFile(`${path}.new`, JSON.stringify(places));
      await rename(`${path}.new`, path);
    },
  };
}
