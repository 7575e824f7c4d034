import { createLog } from '../shared/log.ts';
import { openTable } from '../shared/records/table.ts';
import { readSettings } from '../shared/settings.ts';
import { MailEvent } from './event.ts';
import { Settings } from './settings.ts';
import { track } from './track.ts';

const settings = readSettings(Settings);

const dependencies = { table: openTable(settings.RECORDS_TABLE), log: createLog('track-mail') };

export const handler = (event: unknown) => track(dependencies, MailEvent.parse(event));
