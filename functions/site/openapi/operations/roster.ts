import {
  ContactEntry,
  ContactRemoval,
  Extended,
  ExtensionEntry,
  OfficeChange,
  RosterChanged,
  RosterEntry,
  RosterView,
  UnitChange,
  UnitEntry,
} from '../../../../schemas/contract/roster.ts';
import {
  RosterImportEntry,
  RosterImported,
  RosterImportPreview,
} from '../../../../schemas/contract/roster-import.ts';
import { XLSX } from '../../../shared/workbook/media-type.ts';
import type { Operation } from '../operation.ts';

const changed = { 200: { description: 'Done; the new version of the roster', schema: RosterChanged } };

export const roster: Operation[] = [
  {
    route: 'GET /roster',
    id: 'getRoster',
    summary: 'Units, contacts, offices, and what is owed until when',
    role: 'lead office',
    answers: { 200: { description: 'As it stands', schema: RosterView } },
  },
  {
    route: 'GET /roster/template.xlsx',
    id: 'downloadRoster',
    summary: 'The roster as a workbook, to be changed and brought back',
    role: 'lead office',
    answers: { 200: { description: 'An .xlsx file' } },
  },
  {
    route: 'GET /roster/import',
    id: 'startRosterImport',
    summary: 'The page that takes a spreadsheet; for programs the version of the roster',
    role: 'lead office',
    answers: { 200: { description: 'The version', schema: RosterChanged } },
  },
  {
    route: 'POST /roster/import',
    id: 'previewRosterImport',
    summary: 'What a spreadsheet would change of the roster; nothing is written',
    description:
      'A workbook (.xlsx) or a CSV of at most 3 MB, as bytes. Blank cells change nothing; with errors nothing can be applied.',
    role: 'lead office',
    file: XLSX,
    answers: {
      200: {
        description: 'What it says, what would change, and what is wrong cell by cell',
        schema: RosterImportPreview,
      },
    },
    problems: ['unreadable-workbook'],
  },
  {
    route: 'POST /roster/import/apply',
    id: 'applyRosterImport',
    summary: 'Change the roster as the preview says',
    description:
      'The lines and the version of the preview. Changes that ask (who is taken off or moved) are made where their ids are agreed to. New contacts are invited by mail. Done again it changes nothing.',
    role: 'lead office',
    body: RosterImportEntry,
    answers: { 200: { description: 'Done', schema: RosterImported } },
    problems: ['stale-version', 'last-lead'],
  },
  {
    route: 'POST /roster/units',
    id: 'addUnit',
    summary: 'Add a reporting unit',
    role: 'lead office',
    body: UnitEntry,
    answers: { 201: { description: 'Added', schema: RosterChanged } },
    problems: ['stale-version'],
  },
  {
    route: 'GET /roster/units/{unit}',
    id: 'getRosterUnit',
    summary: 'A unit, its contacts, and who was responsible before',
    role: 'lead office',
    answers: { 200: { description: 'The unit', schema: RosterEntry } },
    problems: ['not-found'],
  },
  {
    route: 'POST /roster/units/{unit}',
    id: 'changeUnit',
    summary: 'Rename a unit, change what it owes, take it off the roster or put it back',
    role: 'lead office',
    body: UnitChange,
    answers: changed,
    problems: ['not-found', 'stale-version'],
  },
  {
    route: 'GET /roster/offices/{office}',
    id: 'getRosterOffice',
    summary: 'An office, its contacts, and who was responsible before',
    role: 'lead office',
    answers: { 200: { description: 'The office', schema: RosterEntry } },
    problems: ['not-found'],
  },
  {
    route: 'POST /roster/offices/{office}',
    id: 'changeOffice',
    summary: 'Rename an office',
    role: 'lead office',
    body: OfficeChange,
    answers: changed,
    problems: ['not-found', 'stale-version'],
  },
  {
    route: 'POST /roster/contacts',
    id: 'putContact',
    summary: 'Add a contact, who is invited by mail, or name one that is there',
    role: 'lead office',
    body: ContactEntry,
    answers: changed,
  },
  {
    route: 'POST /roster/contacts/remove',
    id: 'removeContact',
    summary: 'Take a contact off the roster; its sessions are over',
    description: 'Done again it changes nothing.',
    role: 'lead office',
    body: ContactRemoval,
    answers: changed,
    problems: ['last-lead', 'stale-version'],
  },
  {
    route: 'POST /roster/extensions',
    id: 'extendDays',
    summary: 'Give a form new days, for one unit or for all',
    description: 'Whoever has other days then is told by mail.',
    role: 'lead office',
    body: ExtensionEntry,
    answers: { 200: { description: 'They hold', schema: Extended } },
    problems: ['stale-version'],
  },
];
