import type { Archive } from '../../../schemas/archive.ts';
import type { News } from '../records/outbox.ts';

/** What tells whoever asked for an archive that its job has ended, as its row says by then. */
export const endMail = ({ id, campaign, requestedBy }: Archive): News => ({
  id: `${id}.archive-ready`,
  kind: 'archive-ready',
  campaign,
  address: requestedBy,
  archive: id,
});
