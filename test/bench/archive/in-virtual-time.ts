import { buildSlice } from '../../../functions/build-archive/zip/build-slice.ts';
import { secondsOf } from '../../../functions/build-archive/zip/estimate.ts';
import { finishZip } from '../../../functions/build-archive/zip/finish-zip.ts';
import { openUploads, prepareZip, slicesOf } from '../../../functions/build-archive/zip/prepare.ts';
import { type SimulatedStore, simulatedStore } from '../../support/simulated-store.ts';
import { zeroContents } from '../../support/zero-contents.ts';
import { table } from '../figures.ts';
import { entriesOf, LARGE, type Load } from './loads.ts';
import { connection, Prefixes, VirtualTime } from './virtual-time.ts';

/** The builder that is deployed, over a store whose answers take as long as S3's would. */
async function makespanOf(load: Load, workers: number) {
  const time = new VirtualTime();
  const prefixes = new Prefixes();
  const view = (same?: SimulatedStore) =>
    simulatedStore({
      contents: zeroContents(),
      keepsBytes: 'none',
      around: connection(time, prefixes),
      ...(same && { same }),
    });
  const store = view();
  const entries = entriesOf(load, () => ({ etag: 'zeros' }));

  async function all() {
    const { work, estimated } = await prepareZip({
      store,
      entries: () => entries,
      prefix: 'work',
      keyOf: (volume) => `${volume}.zip`,
      workers,
    });
    const uploads = await openUploads(store, work);
    const planned = time.now;
    await Promise.all(
      slicesOf(work).map((slice) => buildSlice({ store: view(store), work, uploads }, slice)),
    );
    const built = time.now;
    const [whole] = await finishZip({ store, work, uploads });
    return { floor: secondsOf(estimated), planned, built, whole };
  }
  const { floor, planned, built, whole } = await time.run(all());
  const requests = (...operations: string[]) =>
    store.calls.filter(({ operation }) => operations.includes(operation)).length;
  return {
    floor,
    planning: planned,
    building: built - planned,
    finishing: time.now - built,
    total: time.now,
    size: whole?.size ?? 0,
    puts: requests('uploadPart', 'streamPart', 'copyPart', 'createUpload', 'complete', 'put', 'listParts'),
    gets: requests('read', 'get', 'find', 'storedCrc'),
  };
}

export async function inVirtualTime(): Promise<void> {
  const rows = [];
  for (const [name, load] of Object.entries(LARGE)) {
    let alone = 0;
    for (const workers of [1, 4, 16]) {
      const made = await makespanOf(load, workers);
      if (workers === 1) alone = made.total;
      rows.push({
        'in virtual time': name,
        workers,
        'floor s': (made.floor / workers).toFixed(1),
        plan: made.planning.toFixed(2),
        build: made.building.toFixed(2),
        finish: made.finishing.toFixed(2),
        'all s': made.total.toFixed(2),
        'above floor': `${((made.total * workers * 100) / made.floor - 100).toFixed(1)} %`,
        'times faster': (alone / made.total).toFixed(1),
        'PUT-class': made.puts,
        GET: made.gets,
        GB: (made.size / 1e9).toFixed(1),
      });
    }
  }
  table(rows);
}
