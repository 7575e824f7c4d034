import { Mail } from '../../schemas/mail.ts';
import { inParallel } from '../shared/in-parallel.ts';
import type { Content } from '../shared/mails/content.ts';
import { contentOf } from '../shared/mails/content-of.ts';
import { recipients } from '../shared/mails/recipients.ts';
import { listHeads } from '../shared/records/reports.ts';
import type { Chosen } from './chosen.ts';
import type { Dependencies } from './dependencies.ts';
import { chosenOf, type Owing, owingUnits } from './owing.ts';

const AT_ONCE = 8;

/** A unit that would be chased: whom its mail would reach. */
interface Preview extends Owing {
  to: string[];
}

export interface Previews {
  units: Preview[];
  /** The mail of the first of them, as it would be sent now. */
  example: Content | undefined;
}

/** Who would be chased now, and by what mail. */
export async function previewsOf(d: Dependencies, chosen: Chosen): Promise<Previews> {
  const { table, campaign, clock, siteUrl } = d;
  const now = clock();
  const owing = chosenOf(owingUnits(campaign, await listHeads(table, campaign.id), now), chosen);
  const mailOf = ({ unit, owed }: Owing) =>
    Mail.parse({
      id: 'preview',
      kind: 'reminder',
      campaign: campaign.id,
      unit: unit.id,
      forms: owed.map(({ form }) => form.id),
      status: 'pending',
      createdAt: now.toISOString(),
      attempts: 0,
      possiblySentBefore: false,
    });
  const found = await inParallel(owing, AT_ONCE, async (one) => ({
    ...one,
    ...(await recipients(table, mailOf(one))),
  }));
  const [first] = found;
  const source = { campaign, table, siteUrl, now };
  const example = first && (await contentOf(source, mailOf(first), first.languages));
  return { units: found.map(({ unit, owed, to }) => ({ unit, owed, to })), example };
}
