import type { Archive } from '../../schemas/archive.ts';
import { type Campaign, knownUnitOf } from '../../schemas/campaign.ts';
import type { Form } from '../../schemas/form.ts';
import { localTime } from '../shared/local-time.ts';
import { safeName } from '../shared/safe-name.ts';
import { STATE_WORDS } from '../shared/state-words.ts';

/** One by its name, several by their number, all by nothing. */
function part<Id extends string>(
  chosen: readonly Id[] | undefined,
  nameOf: (id: Id) => string | undefined,
  several: string,
): string[] {
  if (chosen === undefined) return [];
  const [first] = chosen;
  return [chosen.length === 1 && first ? (nameOf(first) ?? first) : `${chosen.length}${several}`];
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
    ...part(choice.states, (state) => STATE_WORDS[state].zh, '种状态'),
    ...(choice.since === undefined ? [] : [`${choice.since.slice(0, 10).replaceAll('-', '')}起`]),
    ...(choice.attachments === false ? ['不含附件'] : []),
  ];
  const time = localTime(campaign, requestedAt).replaceAll(/[-:]/g, '').replace(' ', '-');
  const which = volumes.length > 1 ? [`第${volume}卷（共${volumes.length}卷）`] : [];
  return safeName(
    `${[campaign.title.zh, ...(scope.length > 0 ? scope : ['全部']), time, ...which].join('-')}.zip`,
  );
}
