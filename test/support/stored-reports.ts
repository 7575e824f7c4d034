import { crc32 } from 'node:zlib';
import { toRow } from '../../functions/shared/records/reports.ts';
import type { Table } from '../../functions/shared/records/shapes.ts';
import { Attachment, type AttachmentState, PinnedAttachment } from '../../schemas/attachment.ts';
import { ReportHead, type ReportState, Revision } from '../../schemas/report.ts';

export const CAMPAIGN = 'heilongjiang-2023';

let numbers = 0;
/** A new identifier of the right shape. */
export const anId = (): string => String(++numbers).padStart(26, '0');

export interface GivenFile {
  id?: string;
  name: string;
  bytes: Uint8Array;
  slot?: string;
  state?: AttachmentState;
  /** Whether the store told its checksum. */
  checked?: boolean;
}

/** A file of a report, pinned as a submission pins it. */
export function pinned(unit: string, form: string, file: GivenFile): PinnedAttachment {
  const { id = anId(), name, bytes, slot = 'extra', state = 'unchecked', checked = true } = file;
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(bytes));
  return PinnedAttachment.parse({
    id,
    slot,
    name,
    key: `${CAMPAIGN}/${unit}/${form}/${id}`,
    type: 'application/octet-stream',
    state,
    pin: {
      versionId: `v-${id}`,
      etag: `etag-${id}`,
      size: bytes.length,
      ...(checked && { crc32: checksum.toString('base64') }),
      completedAt: '2023-06-10T01:02:04.000Z',
    },
  });
}

export interface GivenReport {
  unit: string;
  form: string;
  state?: ReportState;
  revision?: number;
  answers?: unknown;
  attachments?: PinnedAttachment[];
  explanations?: { [key: string]: string };
  nil?: boolean;
  submittedAt?: string;
  reference?: string;
}

/** Stores a report as its submission left it: head, revision and the unit's files. */
export async function store(
  table: Table,
  given: GivenReport,
): Promise<{ head: ReportHead; revision: Revision }> {
  const { unit, form, state = 'submitted', revision: number = 1, attachments = [], nil = false } = given;
  const submittedAt = given.submittedAt ?? '2023-06-10T02:00:00.000Z';
  const reference = given.reference ?? `REF${String(++numbers).padStart(6, '2')}`;
  const report = { campaign: CAMPAIGN, unit, form };
  const head = ReportHead.parse({
    ...report,
    state,
    version: 2 * number,
    revision: number,
    reference,
    nil,
    firstSubmittedAt: submittedAt,
    submittedAt,
    attached: {
      files: attachments.length,
      bytes: attachments.reduce((sum, { pin }) => sum + pin.size, 0),
    },
  });
  const revision = Revision.parse({
    ...report,
    formVersion: 1,
    revision: number,
    reference,
    submittedAt,
    submittedBy: `${unit}@example.org`,
    nil,
    answers: given.answers ?? {},
    explanations: given.explanations ?? {},
    attachments,
    contentHash: '0'.repeat(64),
  });
  await table.put(toRow.head(head));
  await table.put(toRow.revision(revision));
  for (const file of attachments) {
    const row = Attachment.parse({
      ...file,
      ...report,
      requestedAt: '2023-06-10T01:00:00.000Z',
      requestedBy: `${unit}@example.org`,
    });
    await table.put(toRow.attachment(row));
  }
  return { head, revision };
}
