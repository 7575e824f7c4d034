import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Policies, Principal } from './policies.ts';

export interface Call {
  /** Logical id of who acts, or OPERATOR. */
  principal: string;
  /** `dynamodb:PutItem` */
  action: string;
  /** The full ARN, or `*` for actions that know no resource. */
  resource: string;
  /** Condition keys of the service; the global ones are added. */
  context?: { [key: string]: string };
}

/** A statement that allowed a call, with those of its actions and resources that matched, as written. */
export interface Permission {
  policy: string;
  statement: string;
  actions: string[];
  resources: string[];
}

export type Verdict = { allowed: true; by: Permission[] } | { allowed: false; sentence: string };

/** `arn:p:s3:::bucket/key` => `bucket` */
function bucketOf(resource: string): string | undefined {
  const [, , service, , , path] = resource.split(':');
  return service === 's3' ? path?.split('/')[0] : undefined;
}

const matching = <T extends { matches: boolean }>(explained: T | T[] = []): T[] =>
  (Array.isArray(explained) ? explained : [explained]).filter(({ matches }) => matches);

function refusal(principal: Principal, call: Call, reason: string): Verdict {
  const what = `is not authorized to perform: ${call.action} on resource: ${call.resource}`;
  return { allowed: false, sentence: `User: ${principal.arn} ${what} ${reason}` };
}

/**
 * What AWS would say to a call within one account.
 * @throws Error when the call cannot be one: an action or a resource that AWS does not have
 */
export async function evaluate(policies: Policies, principal: Principal, call: Call): Promise<Verdict> {
  const bucket = bucketOf(call.resource);
  const simulated = await runSimulation(
    {
      request: {
        principal: principal.arn,
        action: call.action,
        resource: {
          // A call names one resource, so a star in an object's key is not a wildcard to be tried out.
          resource: call.resource === '*' ? '*' : call.resource.replaceAll('*', '\uFFFD'),
          accountId: principal.account,
        },
        contextVariables: {
          ...call.context,
          // Deployed every call goes by TLS; here it stays on the loopback interface, where a policy that
          // refuses plain HTTP has nothing to protect and would refuse everything.
          'aws:SecureTransport': 'true',
          ...(bucket !== undefined && { 's3:TlsVersion': '1.3' }),
          'aws:PrincipalArn': principal.roleArn,
          'aws:PrincipalAccount': principal.account,
        },
      },
      identityPolicies: principal.policies.map(({ name, document }) => ({ name, policy: document })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: bucket === undefined ? undefined : policies.buckets.get(bucket),
    },
    {},
  );
  if (simulated.resultType !== 'single') {
    const why = simulated.resultType === 'error' ? JSON.stringify(simulated.errors) : 'many resources';
    throw new Error(`${call.action} on ${call.resource} cannot be evaluated: ${why}`);
  }
  const { identityAnalysis } = simulated.result.analysis;
  if (simulated.overallResult === 'ImplicitlyDenied')
    return refusal(principal, call, `because no identity-based policy allows the ${call.action} action`);
  if (simulated.overallResult === 'ExplicitlyDenied') {
    const kind = identityAnalysis?.result === 'ExplicitlyDenied' ? 'an identity' : 'a resource';
    return refusal(principal, call, `with an explicit deny in ${kind}-based policy`);
  }
  const by = (identityAnalysis?.allowStatements ?? []).map(({ policyId, explain }) => ({
    policy: policyId,
    statement: explain.identifier,
    actions: matching(explain.actions).map(({ action }) => action),
    resources: matching(explain.resources).map(({ resource }) => resource),
  }));
  return { allowed: true, by };
}
