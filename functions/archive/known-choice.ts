import type { ArchiveChoice } from '../../schemas/archive.ts';
import type { Campaign } from '../../schemas/campaign.ts';
import { spelled } from '../shared/archives/choice.ts';
import { type Detail, Problem } from '../shared/problems.ts';

function strangers(
  given: readonly string[] = [],
  known: readonly string[],
  list: 'forms' | 'units',
): Detail[] {
  return given.flatMap((id, index) =>
    known.includes(id)
      ? []
      : [
          {
            pointer: `/${list}/${index}`,
            severity: 'blocking',
            code: 'unknown',
            message: {
              zh: `本次活动没有“${id}”这一${list === 'forms' ? '报表' : '单位'}。`,
              en: `This campaign has no ${list === 'forms' ? 'form' : 'unit'} "${id}".`,
            },
          },
        ],
  );
}

/**
 * A choice in its one spelling.
 * @throws Problem `invalid-input` for forms and units that the campaign does not have
 */
export function knownChoice(campaign: Campaign, choice: ArchiveChoice): ArchiveChoice {
  const forms = campaign.requests.map(({ form }) => form);
  const units = campaign.units.map(({ id }) => id);
  const wrong = [...strangers(choice.forms, forms, 'forms'), ...strangers(choice.units, units, 'units')];
  if (wrong.length > 0) throw new Problem('invalid-input', wrong);
  return spelled(campaign, choice);
}
