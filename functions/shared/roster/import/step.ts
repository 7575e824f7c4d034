import type { Office, Unit } from '../../../../schemas/campaign.ts';
import type { RosterContact } from '../../../../schemas/roster.ts';
import type { Fault } from './faults.ts';

/** One change that a file makes. Those that take somebody off ask first. */
export type Step =
  | {
      what: 'unit';
      id: string;
      action: 'added' | 'changed' | 'restored' | 'removed';
      asks: boolean;
      before?: Unit | undefined;
      after: Unit & { removed: boolean };
    }
  | {
      what: 'office';
      id: string;
      action: 'added' | 'changed' | 'restored' | 'removed';
      asks: boolean;
      before?: Office | undefined;
      after: Office & { removed: boolean };
    }
  | { what: 'contact'; id: string; action: 'added'; asks: false; after: RosterContact }
  | {
      what: 'contact';
      id: string;
      action: 'changed' | 'moved';
      asks: boolean;
      before: RosterContact;
      after: RosterContact;
    }
  | { what: 'contact'; id: string; action: 'removed'; asks: true; before: RosterContact };

export interface Planned {
  steps: Step[];
  faults: Fault[];
}
