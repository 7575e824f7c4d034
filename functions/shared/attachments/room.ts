import type { Attachment } from '../../../schemas/attachment.ts';
import type { Campaign } from '../../../schemas/campaign.ts';
import type { Form } from '../../../schemas/form.ts';
import { formOf, forms } from '../../../schemas/forms/index.ts';
import type { Quota } from '../../../schemas/quota.ts';
import { keys, type ReportId } from '../records/keys.ts';
import { readAttachment } from '../records/reports.ts';
import type { Table, Update } from '../records/shapes.ts';
import { usageOf } from './usage.ts';

/** A quota and what is used of it. */
export interface Room {
  of: 'report' | 'unit';
  quota: Quota;
  used: Quota;
  left: Quota;
}

/** All files that a unit has in its reports, those on their way included. */
export interface Held {
  files: Attachment[];
  /** Written with a file that takes room: fails when somebody else took some since this was read. */
  claim: Update;
}

/**
 * Room is counted from the files themselves, so that no count can go wrong; that nobody took some at the same moment
 * is what `claim` proves. It takes a query for each form, all at once: a report is a partition, which its submission
 * reads whole, and an index that had the files by unit is not read consistently, so that it would prove nothing.
 */
export async function findHeld(
  table: Table,
  { campaign, unit }: ReportId,
  of: readonly Pick<Form, 'id'>[] = forms,
): Promise<Held> {
  const key = keys.held(campaign, unit);
  // First: who takes room after this moment is not in the lists perhaps, but has moved the row on.
  const claims = Number((await table.get(key))?.claims ?? 0);
  const lists = await Promise.all(
    of.map(({ id: form }) => table.query(keys.attachments({ campaign, unit, form }))),
  );
  return {
    files: lists
      .flat()
      .map(readAttachment)
      .filter(({ removed }) => !removed),
    claim: {
      key,
      update: 'ADD claims :one',
      condition: claims === 0 ? 'attribute_not_exists(pk)' : 'claims = :claims',
      values: { ':one': 1, ...(claims > 0 && { ':claims': claims }) },
    },
  };
}

function roomOf(of: Room['of'], quota: Quota | undefined, files: Attachment[], now: Date): Room[] {
  if (!quota) return [];
  const used = usageOf(files, now);
  const left = {
    files: Math.max(quota.files - used.files, 0),
    bytes: Math.max(quota.bytes - used.bytes, 0),
  };
  return [{ of, quota, used, left }];
}

/**
 * The room for files in one report and in all of a unit's.
 * @param except files that do not count: the one that asks, and the one that it takes the place of
 */
export function roomsOf(
  { quota }: Pick<Campaign, 'quota'>,
  report: ReportId,
  held: Held,
  now: Date,
  except: readonly (string | undefined)[] = [],
): Room[] {
  const files = held.files.filter(({ id }) => !except.includes(id));
  const own = files.filter(({ form }) => form === report.form);
  return [...roomOf('report', formOf(report.form)?.quota, own, now), ...roomOf('unit', quota, files, now)];
}

/** The quota that a file of so many bytes would pass; undefined when it has room. */
export const lackOf = (rooms: readonly Room[], bytes: number): Room | undefined =>
  rooms.find(({ left }) => left.files < 1 || left.bytes < bytes);
