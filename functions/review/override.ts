import type { KeptFinding } from '../../schemas/attachment.ts';
import type { FileOverride } from '../../schemas/contract/desk.ts';
import type { Session } from '../../schemas/session.ts';
import { scanOf } from '../shared/attachments/scan.ts';
import { type Detail, Problem } from '../shared/problems.ts';
import { auditRow } from '../shared/records/audit.ts';
import { keys } from '../shared/records/keys.ts';
import { findAttachment } from '../shared/records/reports.ts';
import { ConditionFailed } from '../shared/records/shapes.ts';
import type { AskedReport } from './asked-report.ts';
import type { Dependencies } from './dependencies.ts';

export const NO_REASON: Detail = {
  pointer: '/reason',
  severity: 'blocking',
  code: 'required',
  message: { zh: '请填写认可理由。', en: 'Enter the reason.' },
};

const allowed = (reason: string): KeptFinding => ({
  code: 'allowed-by-office',
  message: `主管部门已认可：${reason}`,
  en: `Allowed by the office: ${reason}`,
});

/**
 * Takes a file that its inspection refused or could not judge for good, with the office's reason. What was found
 * stays beside it. The verdict, and who changed it why, are written together or not at all.
 * @throws Problem `not-found`; `not-refused` for files that need no such thing, or were found to be malware
 */
export async function override(
  { table, clock, log }: Dependencies,
  asked: AskedReport,
  id: string,
  { reason }: FileOverride,
  session: Session,
): Promise<void> {
  const file = await findAttachment(table, asked, id);
  if (!file?.pin) throw new Problem('not-found');
  if (file.state !== 'refused' && file.state !== 'unchecked') throw new Problem('not-refused');
  if (scanOf(file) === 'infected') throw new Problem('not-refused');
  const { campaign, unit, form } = asked;
  const { email: by, office } = session;
  try {
    await table.transact([
      {
        key: keys.attachment(asked, id),
        update: 'SET #state = :accepted, findings = :findings',
        condition: '#state = :seen AND pin.versionId = :version',
        names: { '#state': 'state' },
        values: {
          ':accepted': 'accepted',
          ':findings': [...file.findings, allowed(reason)],
          ':seen': file.state,
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
