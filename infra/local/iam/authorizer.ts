import { assertKnownConditions } from './conditions.ts';
import { OPERATOR } from './credentials.ts';
import { type Call, evaluate, type Permission, type Verdict } from './evaluation.ts';
import { type Grant, grantsOf } from './grants.ts';
import type { Policies } from './policies.ts';

/** A call that was not allowed; the sentence is what AWS would answer. */
interface Refusal extends Call {
  sentence: string;
}

export interface Authorizer {
  /** @throws Error when the principal or the action does not exist: a fault of the caller, not a refusal */
  authorize(call: Call): Promise<boolean>;
  /** The sentence with which AWS refuses a call that `authorize` found not to be allowed. */
  refusal(call: Call): string;
  /** Every grant of every principal, and whether a call was allowed by it. */
  usage(): Grant[];
  /** The different calls that were refused since the start. */
  refusals(): Refusal[];
}

/** Objects come by the thousand: when so many verdicts are kept, the older half is given up. */
const REMEMBERED = 20_000;

const keyOf = (call: Call): string =>
  [call.principal, call.action, call.resource, call.context ? JSON.stringify(call.context) : ''].join('\n');

/**
 * Evaluates calls against the policies of a template. An evaluation takes 0.2-0.8 ms, so verdicts are kept, by the
 * whole call: a verdict for one object says nothing of its neighbour when a policy names key prefixes.
 * @throws Error when a policy has a condition on something that no call carries here
 */
export function createAuthorizer(policies: Policies): Authorizer {
  assertKnownConditions(policies);
  const grants = [...policies.principals.values()].flatMap(grantsOf);
  const verdicts = new Map<string, Promise<Verdict>>();
  const refusals = new Map<string, Refusal>();

  function markUsed(principal: string, permission: Permission): void {
    for (const grant of grants)
      if (
        grant.principal === principal &&
        grant.policy === permission.policy &&
        grant.statement === permission.statement &&
        permission.actions.includes(grant.action) &&
        permission.resources.includes(grant.resource)
      )
        grant.used = true;
  }

  async function decide(call: Call): Promise<Verdict> {
    const principal = policies.principals.get(call.principal);
    if (!principal) throw new Error(`${call.principal} has no role in the template`);
    const verdict = await evaluate(policies, principal, call);
    if (verdict.allowed) for (const permission of verdict.by) markUsed(call.principal, permission);
    else refusals.set(keyOf(call), { ...call, sentence: verdict.sentence });
    return verdict;
  }

  return {
    async authorize(call) {
      if (call.principal === OPERATOR) return true;
      const key = keyOf(call);
      const known = verdicts.get(key);
      if (known) return (await known).allowed;
      if (verdicts.size >= REMEMBERED)
        for (const old of [...verdicts.keys()].slice(0, REMEMBERED / 2)) verdicts.delete(old);
      const verdict = decide(call);
      verdicts.set(key, verdict);
      return (await verdict).allowed;
    },
    refusal: (call) =>
      refusals.get(keyOf(call))?.sentence ??
      `User: ${call.principal} is not authorized to perform: ${call.action} on resource: ${call.resource}`,
    usage: () => grants.map((grant) => ({ ...grant })),
    refusals: () => [...refusals.values()],
  };
}
