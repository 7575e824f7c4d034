import type { IdentityStatement, Principal } from './policies.ts';

/** One action on one resource that a statement allows, as written, wildcards included. */
export interface Grant {
  principal: string;
  policy: string;
  /** The statement's Sid, or its place in the policy from 1. */
  statement: string;
  action: string;
  resource: string;
  used: boolean;
}

/** Half of a grant that nothing uses: an action on any of its resources, or a resource by any of its actions. */
export interface UnusedGrant {
  principal: string;
  policy: string;
  statement: string;
  action?: string;
  resource?: string;
}

const statementName = (statement: IdentityStatement, index: number): string =>
  typeof statement.Sid === 'string' ? statement.Sid : String(index + 1);

/** Every grant of a principal, not yet used. */
export const grantsOf = (principal: Principal): Grant[] =>
  principal.policies.flatMap(({ name, document }) =>
    document.Statement.flatMap((statement, index) =>
      statement.Effect === 'Deny'
        ? []
        : statement.Action.flatMap((action) =>
            statement.Resource.map((resource) => ({
              principal: principal.id,
              policy: name,
              statement: statementName(statement, index),
              action,
              resource,
              used: false,
            })),
          ),
    ),
  );

/**
 * What could be taken from the policies without anybody noticing. A statement grants each of its actions on each
 * of its resources, of which many pairs make no sense (PutItem on an index), so only actions that were used on
 * none of its resources and resources that were used by none of its actions are named.
 */
export function unusedGrants(grants: readonly Grant[]): UnusedGrant[] {
  const statements = Map.groupBy(grants, (grant) =>
    JSON.stringify([grant.principal, grant.policy, grant.statement]),
  );
  return [...statements.values()].flatMap((pairs) => {
    const used = pairs.filter((pair) => pair.used);
    const [first] = pairs;
    if (!first) return [];
    const place = { principal: first.principal, policy: first.policy, statement: first.statement };
    const usedActions = new Set(used.map(({ action }) => action));
    const usedResources = new Set(used.map(({ resource }) => resource));
    const actions = new Set(pairs.map(({ action }) => action).filter((action) => !usedActions.has(action)));
    const resources = new Set(
      pairs.map(({ resource }) => resource).filter((resource) => !usedResources.has(resource)),
    );
    return [
      ...[...actions].map((action) => ({ ...place, action })),
      ...[...resources].map((resource) => ({ ...place, resource })),
    ];
  });
}
