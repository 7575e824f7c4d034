import * as z from 'zod';

/**
 * A resource as CloudFormation reads it. Strict: an attribute that is not listed here would change what a
 * deployment does (`CreationPolicy`, `UpdatePolicy`) and must not pass unseen.
 */
const Resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).default({}),
  /** Order and what a deletion keeps: everything here is made at once and nothing is ever deleted. */
  DependsOn: z.unknown().optional(),
  DeletionPolicy: z.unknown().optional(),
  UpdateReplacePolicy: z.unknown().optional(),
});

const Parameter = z.looseObject({ Type: z.string(), Default: z.unknown().optional() });

/** `Rules` only check parameters before a deployment, `Outputs` only tell its result. */
export const Document = z.strictObject({
  AWSTemplateFormatVersion: z.unknown().optional(),
  Description: z.unknown().optional(),
  Metadata: z.unknown().optional(),
  Rules: z.unknown().optional(),
  Outputs: z.unknown().optional(),
  Parameters: z.record(z.string(), Parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), Resource),
});
export type Document = z.infer<typeof Document>;

/** A resource whose intrinsics are values now. */
interface ResolvedResource {
  Type: string;
  Properties: { [name: string]: unknown };
  Metadata: { [name: string]: unknown };
}

/** A template as it would be deployed to one place. */
export interface ResolvedTemplate {
  resources: { [logicalId: string]: ResolvedResource };
  /** What `Ref` gives. */
  nameOf(logicalId: string): string;
  attributeOf(logicalId: string, attribute: string): string;
}
