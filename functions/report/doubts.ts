import { explanationKey, type Finding, sharedExplanationKey } from '../../schemas/form.ts';

/** So many of the same are explained one by one; of more, all rows at once. */
const FEW = 3;

/** What one explanation is about: a doubt, or the same doubt in many rows. */
export interface Doubt {
  /** Under which the explanation is sent. */
  key: string;
  findings: readonly [Finding, ...Finding[]];
}

/** What has to be explained, in the order of the form; a doubt that has an explanation of its own keeps it. */
export function doubtsOf(findings: readonly Finding[], explanations: { [key: string]: string }): Doubt[] {
  const doubts = findings.filter(({ severity }) => severity === 'explanation');
  const shared = Map.groupBy(
    doubts.filter((doubt) => !explanations[explanationKey(doubt)]),
    sharedExplanationKey,
  );
  return doubts.flatMap((doubt): Doubt[] => {
    const group = shared.get(sharedExplanationKey(doubt)) ?? [];
    const [first, ...others] = group;
    if (!first || !group.includes(doubt) || group.length <= FEW) {
      return [{ key: explanationKey(doubt), findings: [doubt] }];
    }
    return doubt === first ? [{ key: sharedExplanationKey(doubt), findings: [first, ...others] }] : [];
  });
}
