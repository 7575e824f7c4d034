import * as z from 'zod';

const OneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Conditions = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * A statement that grants must name its actions and resources: a grant of everything but something cannot be
 * least privilege, and could not be listed as used or unused.
 */
const Allow = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow'),
  Action: OneOrMany,
  Resource: OneOrMany,
  Condition: Conditions.optional(),
});
const Deny = z.looseObject({ Effect: z.literal('Deny'), Condition: Conditions.optional() });
const IdentityStatement = z.discriminatedUnion('Effect', [Allow, Deny]);
export type IdentityStatement = z.infer<typeof IdentityStatement>;

const IdentityDocument = z.object({
  Version: z.literal('2012-10-17'),
  Statement: z.union([z.array(IdentityStatement), IdentityStatement.transform((one) => [one])]),
});

const ResourceDocument = z.looseObject({
  Statement: z.array(z.looseObject({ Principal: z.unknown().optional(), Condition: Conditions.optional() })),
});

const Role = z.object({
  ManagedPolicyArns: z.array(z.unknown()).max(0, 'managed policies are not known here').optional(),
  PermissionsBoundary: z.undefined('permission boundaries are not known here').optional(),
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: IdentityDocument })).default([]),
});
const Policy = z.object({
  PolicyName: z.string(),
  PolicyDocument: IdentityDocument,
  Roles: z.array(z.string()).min(1),
  Users: z.undefined('only roles act here').optional(),
  Groups: z.undefined('only roles act here').optional(),
});
const BucketPolicy = z.object({ Bucket: z.string(), PolicyDocument: ResourceDocument });

/** Where each kind of resource that acts by itself names the role it acts with. */
const ACTORS: { [type: string]: z.ZodType<string[]> } = {
  'AWS::Lambda::Function': z.object({ Role: z.string() }).transform(({ Role }) => [Role]),
  'AWS::StepFunctions::StateMachine': z.object({ RoleArn: z.string() }).transform(({ RoleArn }) => [RoleArn]),
  'AWS::Scheduler::Schedule': z
    .object({ Target: z.object({ RoleArn: z.string() }) })
    .transform(({ Target }) => [Target.RoleArn]),
  'AWS::Events::Rule': z
    .object({ Targets: z.array(z.object({ RoleArn: z.string().optional() })).default([]) })
    .transform(({ Targets }) => [...new Set(Targets.flatMap(({ RoleArn }) => RoleArn ?? []))]),
  'AWS::GuardDuty::MalwareProtectionPlan': z.object({ Role: z.string() }).transform(({ Role }) => [Role]),
};

interface IdentityPolicy {
  name: string;
  document: z.infer<typeof IdentityDocument>;
}

/** Somebody who acts: a function, a state machine, a schedule, a scanner, with all that its role may do. */
export interface Principal {
  /** Logical id of the function, state machine, schedule or plan. */
  id: string;
  /** As AWS names it in a refusal: the assumed role. */
  arn: string;
  /** The role itself, as conditions on `aws:PrincipalArn` name it. */
  roleArn: string;
  account: string;
  policies: IdentityPolicy[];
}

export interface Policies {
  principals: Map<string, Principal>;
  /** By bucket name. */
  buckets: Map<string, z.infer<typeof ResourceDocument>>;
}

/** A resource of the template after its intrinsics were resolved. */
export interface ResolvedResource {
  Type: string;
  Properties?: unknown;
}

function parse<T>(shape: z.ZodType<T>, logicalId: string, resource: ResolvedResource): T {
  const result = shape.safeParse(resource.Properties ?? {});
  if (result.success) return result.data;
  throw new Error(
    `${logicalId} (${resource.Type}) cannot be enforced here: ${z.prettifyError(result.error)}`,
  );
}

/** `arn:p:iam::1:role/path/Name` => its account, its name and the ARN of a session of it. */
function readRoleArn(arn: string, session: string): { name: string; account: string; sessionArn: string } {
  const [, partition, service, , account, path] = arn.split(':');
  const name = path?.split('/').at(-1);
  if (service !== 'iam' || !account || !name) throw new Error(`${session}: ${arn} is not the ARN of a role`);
  return { name, account, sessionArn: `arn:${partition}:sts::${account}:assumed-role/${name}/${session}` };
}

/**
 * Reads who may do what from a resolved template.
 * @param nameOf what `Ref` gives for a logical id; policies name their roles by it
 * @throws Error naming the resource when a policy says something that could not be enforced
 */
export function readPolicies(
  resources: { [logicalId: string]: ResolvedResource },
  nameOf: (logicalId: string) => string,
): Policies {
  const roles = new Map<string, IdentityPolicy[]>();
  const buckets: Policies['buckets'] = new Map();
  for (const [id, resource] of Object.entries(resources)) {
    if (resource.Type !== 'AWS::IAM::Role') continue;
    const { Policies: inline } = parse(Role, id, resource);
    roles.set(
      nameOf(id),
      inline.map((policy) => ({ name: policy.PolicyName, document: policy.PolicyDocument })),
    );
  }
  const policiesOf = (role: string, user: string): IdentityPolicy[] => {
    const policies = roles.get(role);
    if (!policies) throw new Error(`${user} names the role ${role}, which the template does not have`);
    return policies;
  };
  for (const [id, resource] of Object.entries(resources)) {
    if (resource.Type === 'AWS::IAM::ManagedPolicy')
      throw new Error(`${id}: managed policies are not known here`);
    if (resource.Type === 'AWS::IAM::Policy') {
      const policy = parse(Policy, id, resource);
      for (const role of policy.Roles)
        policiesOf(role, id).push({ name: policy.PolicyName, document: policy.PolicyDocument });
    }
    if (resource.Type === 'AWS::S3::BucketPolicy') {
      const policy = parse(BucketPolicy, id, resource);
      buckets.set(policy.Bucket, policy.PolicyDocument);
    }
  }
  const principals = new Map<string, Principal>();
  for (const [id, resource] of Object.entries(resources)) {
    const rolesOf = ACTORS[resource.Type];
    if (!rolesOf) continue;
    const [arn, ...others] = parse(rolesOf, id, resource);
    if (others.length > 0) throw new Error(`${id} acts with more than one role, which is not known here`);
    if (!arn) continue;
    const role = readRoleArn(arn, id);
    principals.set(id, {
      id,
      arn: role.sessionArn,
      roleArn: arn,
      account: role.account,
      policies: policiesOf(role.name, id),
    });
  }
  return { principals, buckets };
}
