import { createLog } from '../shared/log.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { recordScan } from './record-scan.ts';
import { Settings } from './settings.ts';

const { RECORDS_TABLE } = readSettings(Settings);
const dependencies = { table: openTable(RECORDS_TABLE), log: createLog('record-scan') };

export const handler = (event: unknown): Promise<void> => recordScan(dependencies, event);
