import { expect, it } from '@jest/globals';
import { archiveReady } from '../../../../functions/shared/mails/archive-ready.ts';
import { Archive } from '../../../../schemas/archive.ts';
import { heilongjiang2023 } from '../../../../schemas/campaigns/heilongjiang-2023.ts';
import { anId, CAMPAIGN } from '../../../support/stored-reports.ts';

it('the mail of a finished archive tells which files are left out, and why', () => {
  const archive = Archive.parse({
    id: anId(),
    campaign: CAMPAIGN,
    choice: {},
    requestedBy: 'lead@example.org',
    office: 'lead',
    requestedAt: '2023-06-19T01:15:00.000Z',
    state: 'ready',
    leftOut: { infected: 1, waiting: 2 },
  });
  const siteUrl = 'https://site.example.org';
  const told = (of: Archive) =>
    JSON.stringify(archiveReady({ campaign: heilongjiang2023, archive: of, siteUrl }, 'zh'));
  expect(told(archive)).toContain('["未收入的附件","1 – 含有病毒"],["未收入的附件","2 – 尚未完成病毒扫描"]');
  expect(told({ ...archive, leftOut: {} })).not.toContain('未收入');
});
