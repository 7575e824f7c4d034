import type { Policies } from './policies.ts';

/** The condition keys that calls carry here; services add theirs to the global ones. */
const SUPPLIED = new Set([
  'aws:securetransport',
  'aws:principalarn',
  'aws:principalaccount',
  'ses:fromaddress',
  's3:tlsversion',
]);

/** And what tags an object has, whichever they are. */
const isSupplied = (key: string): boolean =>
  SUPPLIED.has(key.toLowerCase()) || /^s3:existingobjecttag\//i.test(key);

const keysOf = (conditions: { [operator: string]: { [key: string]: unknown } } | undefined): string[] =>
  Object.values(conditions ?? {}).flatMap((keys) => Object.keys(keys));

/** Statements for AWS services alone (log delivery, events) concern no call that is made here. */
const onlyForServices = (principal: unknown): boolean =>
  typeof principal === 'object' &&
  principal !== null &&
  Object.keys(principal).every((kind) => kind === 'Service');

/**
 * A condition on a key that no call carries would silently never match, or always, depending on its operator.
 * @throws Error naming the policy and the key
 */
export function assertKnownConditions({ principals, buckets }: Policies): void {
  const asked: [where: string, key: string][] = [];
  for (const { id, policies } of principals.values())
    for (const { name, document } of policies)
      for (const statement of document.Statement)
        for (const key of keysOf(statement.Condition)) asked.push([`policy ${name} of ${id}`, key]);
  for (const [bucket, document] of buckets)
    for (const statement of document.Statement)
      if (!onlyForServices(statement.Principal))
        for (const key of keysOf(statement.Condition)) asked.push([`policy of bucket ${bucket}`, key]);
  const unknown = asked.find(([, key]) => !isSupplied(key));
  if (unknown) throw new Error(`The ${unknown[0]} asks for ${unknown[1]}, which no call carries here`);
}
