import type { Log } from '../shared/log.ts';
import type { Table } from '../shared/records/shapes.ts';
import type { Store } from './store.ts';
import type { Analyser } from './video/analyser.ts';

export interface Dependencies {
  table: Table;
  store: Store;
  analyser: Analyser;
  log: Log;
}
