import { type Campaign, everyOffice, knownUnitOf } from '../../schemas/campaign.ts';
import type { Session } from '../../schemas/session.ts';
import type { Text } from '../../schemas/text.ts';

/** A session, with the name of whom its holder acts for, as the campaign has it now. */
export interface SignedIn extends Session {
  actsFor?: Text | undefined;
}

export function signedIn(campaign: Campaign, session: Session): SignedIn {
  const { unit, office } = session;
  const acting =
    unit === undefined ? everyOffice(campaign).find(({ id }) => id === office) : knownUnitOf(campaign, unit);
  return { ...session, actsFor: acting?.name };
}
