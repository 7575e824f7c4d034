import type { Campaign } from '../../schemas/campaign.ts';
import { campaignOf } from '../../schemas/campaigns/live.ts';
import { type Api, apiOf } from './api/description.ts';
import { type FunctionDefinition, functionsOf } from './functions/definition.ts';
import { type Authorizer, createAuthorizer } from './iam/authorizer.ts';
import { readPolicies } from './iam/policies.ts';
import { type Place, placeOn } from './place.ts';
import { type Rule, rulesOf } from './pumps/rules.ts';
import { type BucketDefinition, bucketsOf } from './store/buckets.ts';
import { type TableDefinition, tablesOf } from './store/tables.ts';
import type { Synthesised } from './synth.ts';
import type { ResolvedTemplate } from './template/document.ts';
import { resolveTemplate } from './template/resolve.ts';

/** All that has to be made, read from the template before anything is. */
export interface Plan {
  place: Place;
  campaign: Campaign;
  template: ResolvedTemplate;
  functions: FunctionDefinition[];
  tables: TableDefinition[];
  /** The one that the roster is in. */
  records: TableDefinition;
  buckets: BucketDefinition[];
  rules: Rule[];
  api: Api;
  authorizer: Authorizer;
}

/** @throws Error naming what the template has that the local system does not know */
export function planOf({ template: synthesised, campaign: id, stack }: Synthesised, port: number): Plan {
  const campaign = campaignOf(id);
  if (!campaign) throw new Error(`there is no campaign ${id}`);
  const place = placeOn(port, stack);
  const template = resolveTemplate(synthesised, place);
  const tables = tablesOf(template);
  const [records, ...others] = tables;
  if (!records || others.length > 0)
    throw new Error(`the template has ${tables.length} tables; one is known here`);
  return {
    place,
    campaign,
    template,
    functions: functionsOf(template),
    tables,
    records,
    buckets: bucketsOf(template),
    rules: rulesOf(template),
    api: apiOf(template),
    authorizer: createAuthorizer(readPolicies(template.resources, template.nameOf)),
  };
}

/** The function of this folder, name or logical id. */
export const functionNamed = ({ functions }: Plan, name: string): FunctionDefinition | undefined =>
  functions.find((one) => [one.id, one.name, one.environment.CAPABILITY].includes(name));
