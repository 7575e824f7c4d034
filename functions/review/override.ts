import type { KeptFinding } from '../../schemas/attachment.ts';
import { FileOverride } from '../../schemas/contract/desk.ts';
import type { Session } from '../../schemas/session.ts';
import { scanOf } from '../shared/attachments/scan.ts';
import { parseWith } from '../shared/http/body.ts';
import { Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { keys } from '../shared/records/keys.ts';
import { findAttachment } from '../shared/records/reports.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import { ALLOWED } from '../shared/state-words.ts';
import type { AskedReport } from './asked-report.ts';
import type { Dependencies } from './dependencies.ts';

const WORDS = {
  reason: { zh: '认可理由', en: 'Reason' },
  none: { zh: '请填写认可理由。', en: 'Enter the reason.' },
};

/** @throws Problem `invalid-input` for a reason that is missing or too long */
export const readOverride = (reason: string): FileOverride => {
  const wording = reason.trim() === '' ? { sentence: WORDS.none } : { label: WORDS.reason };
  return parseWith(FileOverride, { reason }, { '/reason': wording });
};

const allowed = (reason: string): KeptFinding => ({
  code: ALLOWED,
  message: `主管部门已认可：${reason}`,
  en: `Allowed by the office: ${reason}`,
});

/**
 * Takes a file that its inspection refused or could not judge for good, with the office's reason. What was found
 * stays beside it. The verdict, and who changed it why, are written together or not at all.
 * @throws Problem `not-found`, also for one that was removed; `not-refused` for files that need no such thing, or were found to be malware
 */
export async function override(
  { table, clock, log }: Dependencies,
  asked: AskedReport,
  id: string,
  { reason }: FileOverride,
  session: Session,
): Promise<void> {
  const file = await findAttachment(table, asked, id);
  if (!file?.pin || file.removed) throw new Problem('not-found');
  if (file.state !== 'refused' && file.state !== 'unchecked') throw new Problem('not-refused');
  if (scanOf(file) === 'infected') throw new Problem('not-refused');
  const { campaign, unit, form } = asked;
  const { email: by, office } = session;
  try {
    await table.transact([
      {
        key: keys.attachment(asked, id),
        update: 'SET #state = :accepted, findings = :findings',
        condition: '#state = :seen AND pin.versionId = :version AND removed = :no',
        names: { '#state': 'state' },
        values: {
          ':accepted': 'accepted',
          ':findings': [...file.findings, allowed(reason)],
          ':seen': file.state,
          ':no': false,
          ':version': file.pin.versionId,
        },
      },
      {
        put: auditRow(
          {
            campaign,
            by,
            ...(office && { office }),
            unit,
            form,
            action: 'file-allowed',
            attachment: id,
            reason,
          },
          clock(),
        ),
      },
    ]);
  } catch (error) {
    if (error instanceof ConditionFailed) throw new Problem('not-refused');
    throw error;
  }
  log.info('file allowed by the office', { attachment: id, form, unit });
}
