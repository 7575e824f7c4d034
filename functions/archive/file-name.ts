import type { Archive } from '../../schemas/archive.ts';
import { type Campaign, knownUnitOf } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import { localTime } from '../shared/local-time.ts';
import { safeName } from '../shared/safe-name.ts';

/** One by its name, several by their number, all by nothing. */
function part(
  chosen: readonly string[] | undefined,
  nameOf: (id: string) => string | undefined,
  several: string,
) {
  const [first = ''] = chosen ?? [];
  if (chosen === undefined) return [];
  return [chosen.length === 1 ? (nameOf(first) ?? first) : `${chosen.length}${several}`];
}

/**
 * The name that an archive is saved under: `2023年黑龙江省科技活动周-全部-20230619-0915.zip`, and where it has several
 * volumes `…-第2卷（共3卷）.zip`.
 * @param volume from 1
 */
export function fileName(
  campaign: Campaign,
  forms: readonly Form[],
  { choice, requestedAt, volumes = [] }: Archive,
  volume = 1,
): string {
  const scope = [
    ...part(choice.units, (id) => knownUnitOf(campaign, id)?.name.zh, '个单位'),
    ...part(choice.forms, (id) => forms.find((form) => form.id === id)?.short.zh, '种报表'),
  ];
  const time = localTime(campaign, requestedAt).replaceAll(/[-:]/g, '').replace(' ', '-');
  const which = volumes.length > 1 ? [`第${volume}卷（共${volumes.length}卷）`] : [];
  return safeName(
    `${[campaign.title.zh, ...(scope.length > 0 ? scope : ['全部']), time, ...which].join('-')}.zip`,
  );
}
