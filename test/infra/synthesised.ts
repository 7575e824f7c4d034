import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BUNDLES } from '../../infra/bundle.ts';
import { IntakeStack, type IntakeStackProps } from '../../infra/intake-stack.ts';

const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));

/** An app as the CLI makes it from `cdk.json`; CloudFormation's own rules are checked in one test only, they take 3 s. */
export const newApp = (builtinCloudFormationValidation = false) =>
  new App({
    outdir: mkdtempSync(join(tmpdir(), 'cdk-')),
    analyticsReporting: false,
    builtinCloudFormationValidation,
    context: { ...context, 'aws:cdk:disable-asset-staging': true },
  });

export const newStack = (app: App, props: Partial<IntakeStackProps> = {}) =>
  new IntakeStack(app, 'Intake', {
    campaign: 'heilongjiang-2023',
    mailFrom: 'intake@mail.example.org',
    bundles: BUNDLES,
    ...props,
  });

export const CHINA = { env: { region: 'cn-north-1' } };

export const synthesise = (props: Partial<IntakeStackProps> = {}): Template =>
  Template.fromStack(newStack(newApp(), props));

type Json = { [key: string]: unknown };

/** `RecordsTableC9B7A30B` => `RecordsTable` */
const plain = (logicalId: string) => logicalId.replace(/[0-9A-F]{8}$/, '');

const attribute = (id: string, name: string) =>
  ({
    ApiEndpoint: 'https://api.example.org',
    RegionalDomainName: `${plain(id).toLowerCase()}.s3.example.org`,
  })[name] ?? `${plain(id)}.${name}`;

/** A value of the template as text a person can read: `{ "Fn::GetAtt": ["RecordsTableC9B7A30B", "Arn"] }` => `RecordsTable.Arn` */
export function resolve(value: unknown): string {
  if (typeof value === 'string') return value;
  const {
    Ref,
    'Fn::GetAtt': get,
    'Fn::Join': join,
  } = value as {
    Ref?: string;
    'Fn::GetAtt'?: [string, string];
    'Fn::Join'?: [string, unknown[]];
  };
  if (Ref) return plain(Ref);
  if (get) return attribute(...get);
  if (join) return join[1].map(resolve).join(join[0]);
  throw new Error(`not known: ${JSON.stringify(value)}`);
}

export const resourcesOf = (template: Template, type: string) =>
  Object.entries(template.findResources(type)).map(([id, resource]) => ({
    id,
    resource: resource as Json,
    properties: resource.Properties,
  }));

/** A function's resource, by the name of its folder. */
export function functionOf(template: Template, name: string) {
  const found = resourcesOf(template, 'AWS::Lambda::Function').find(
    ({ properties }) => properties.Environment.Variables.CAPABILITY === name,
  );
  if (!found) throw new Error(`the stack has no function ${name}`);
  return found;
}

/** The environment that a function finds, with made-up names in the place of those that AWS gives. */
export const environmentOf = (template: Template, name: string): { [variable: string]: string } =>
  Object.fromEntries(
    Object.entries(functionOf(template, name).properties.Environment.Variables).map(([variable, value]) => [
      variable,
      resolve(value),
    ]),
  );

/** What a function may do, as sorted lines `action resource`. */
export function permissionsOf(template: Template, name: string): string[] {
  const role = functionOf(template, name).properties.Role['Fn::GetAtt'][0];
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(({ properties }) => properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
    .flatMap(({ properties }) => properties.PolicyDocument.Statement)
    .flatMap(({ Action, Resource }) =>
      [Action]
        .flat()
        .flatMap((action) => [Resource].flat().map((resource) => `${action} ${resolve(resource)}`)),
    )
    .sort();
}
