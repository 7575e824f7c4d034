import { describe, expect, it } from '@jest/globals';
import { type Authorizer, createAuthorizer } from '../../../../infra/local/iam/authorizer.ts';
import { unusedGrants } from '../../../../infra/local/iam/grants.ts';
import { readPolicies } from '../../../../infra/local/iam/policies.ts';
import { placeOn } from '../../../../infra/local/place.ts';
import { resolveTemplate } from '../../../../infra/local/template/resolve.ts';
import { synthesise } from '../../synthesised.ts';

const { resources, nameOf } = resolveTemplate(synthesise().toJSON(), placeOn(3000, 'Intake'));
const policies = readPolicies(resources, nameOf);

/** Something that a pattern covers: `bucket/*` => `bucket/x`; `*` stands for itself. */
const covered = (pattern: string): string =>
  pattern === '*'
    ? pattern
    : pattern.replace(/(:log-group:[^:]+):\*$/, '$1:log-stream:x').replaceAll('*', 'x');

/** Makes the call that each grant is for; pairs that no service knows (an action on an index) are no calls. */
async function useEveryGrant(authorizer: Authorizer): Promise<void> {
  for (const { principal, action, resource } of authorizer.usage())
    await authorizer.authorize({ principal, action, resource: covered(resource) }).catch(() => false);
}

describe('the policies of the stack', () => {
  it('give every function a role of its own', () => {
    const functions = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
    const roles = new Set(functions.map(({ Properties }) => Properties.Role));
    expect(roles.size).toBe(functions.length);
    expect(policies.principals.size).toBeGreaterThan(functions.length);
  });

  it('are understood and can be enforced, statement by statement', async () => {
    const authorizer = createAuthorizer(policies);
    await useEveryGrant(authorizer);
    expect(authorizer.refusals()).toEqual([]);
    // Granted by the library together with the reading of a stream; IAM gives it on all streams or not at all.
    const unused = unusedGrants(authorizer.usage()).map(({ action, resource }) => action ?? resource);
    expect([...new Set(unused)]).toEqual(['dynamodb:ListStreams']);
  });

  it('let no function touch what belongs to another', async () => {
    const authorizer = createAuthorizer(policies);
    const functionCalled = (name: string) =>
      [...policies.principals.keys()].find((id) => id.startsWith(`${name}Function`)) ?? '';
    const table = authorizer.usage().find(({ action }) => action === 'dynamodb:PutItem')?.resource ?? '';
    const file =
      authorizer.usage().find(({ action }) => action === 's3:AbortMultipartUpload')?.resource ?? '';
    const may = (name: string, action: string, resource: string) =>
      authorizer.authorize({ principal: functionCalled(name), action, resource: covered(resource) });
    expect(await may('signin', 'dynamodb:DeleteItem', table)).toBe(true);
    expect(await may('report', 'dynamodb:DeleteItem', table)).toBe(false);
    expect(await may('site', 'dynamodb:PutItem', table)).toBe(false);
    expect(await may('attach', 's3:PutObject', file)).toBe(true);
    expect(await may('review', 's3:PutObject', file)).toBe(false);
    expect(await may('attach', 's3:PutObject', file.replace(/\/.*$/, '/another-campaign/a'))).toBe(false);
  });
});
