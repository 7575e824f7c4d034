import { execFileSync } from 'node:child_process';
import { crc32 } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { fromBuffer } from 'yauzl';

export interface UnzippedFile {
  path: string;
  bytes: Buffer;
}

/** Every file of a ZIP, in its order; yauzl checks sizes and CRCs on the way. */
export async function unzip(zip: Buffer): Promise<UnzippedFile[]> {
  const files: UnzippedFile[] = [];
  await new Promise<void>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true, validateEntrySizes: true }, (error, opened) => {
      if (error || !opened) return reject(error);
      opened.on('error', reject);
      opened.on('end', resolve);
      opened.on('entry', (entry) => {
        opened.openReadStream(entry, async (failed, stream) => {
          if (failed || !stream) return reject(failed);
          const bytes = Buffer.concat(await stream.toArray());
          if (crc32(bytes) !== entry.crc32) return reject(new Error(`wrong CRC of ${entry.fileName}`));
          files.push({ path: entry.fileName, bytes });
          opened.readEntry();
        });
      });
      opened.readEntry();
    });
  });
  return files;
}

/** What Info-ZIP says of the file, or undefined where it is not installed. */
export function infoZip(path: string): string | undefined {
  try {
    return execFileSync('unzip', ['-t', path], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The lines of the archive's manifest as objects, by the names of its columns. */
export function manifestOf(files: UnzippedFile[]): { [column: string]: string }[] {
  const manifest = files.find(({ path }) => path.endsWith('manifest.csv'));
  if (!manifest) throw new Error('the archive has no manifest');
  return parse(manifest.bytes, { columns: true, bom: true });
}
