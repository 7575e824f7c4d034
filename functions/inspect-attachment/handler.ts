import { fileURLToPath } from 'node:url';
import { createLog } from '../shared/log.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { Settings } from './settings.ts';
import { openStore } from './store.ts';
import { Batch, inspectAll } from './stream.ts';
import { openAnalyser } from './video/analyser.ts';

const { RECORDS_TABLE, ATTACHMENTS_BUCKET } = readSettings(Settings);

// The bundler puts both beside this function's code.
const beside = (file: string) => new URL(`./${file}`, import.meta.url);

const dependencies = {
  table: openTable(RECORDS_TABLE),
  store: openStore(ATTACHMENTS_BUCKET),
  analyser: openAnalyser({
    worker: beside('worker.mjs'),
    wasm: fileURLToPath(beside('assets/MediaInfoModule.wasm')),
  }),
  log: createLog('inspect-attachment'),
};

export const handler = (event: unknown) => inspectAll(dependencies, Batch.parse(event));
