import type { RosterLines } from '../../../../schemas/contract/roster-import.ts';
import type { Text } from '../../../../schemas/text.ts';
import type { Fault } from './faults.ts';

/** Where in the file something stands. */
interface Spot {
  sheet: string;
  row?: number;
  column?: number;
  field?: Text;
}

export interface Lines {
  lines: RosterLines;
  faults: Fault[];
  /** Where what a pointer names stands. */
  spotOf(pointer: string): Spot;
}
