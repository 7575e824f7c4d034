import * as z from 'zod';
import type { ResolvedTemplate } from '../template/document.ts';
import { notHere, resourcesOf } from '../template/read.ts';

const Shape = z.strictObject({
  Actions: z.strictObject({ Tagging: z.strictObject({ Status: z.literal('ENABLED') }) }),
  ProtectedResource: z.strictObject({
    S3Bucket: z.strictObject({ BucketName: z.string(), ObjectPrefixes: z.array(z.string()).default(['']) }),
  }),
  Role: notHere('read by the authorizer'),
  Tags: notHere('for bills'),
});

/** Objects that are to be scanned, and by whose rights. */
export interface ScanPlan {
  /** Logical id of the plan, which acts with its role. */
  id: string;
  bucket: string;
  prefixes: string[];
}

export const scanPlansOf = (template: ResolvedTemplate): ScanPlan[] =>
  resourcesOf(template, 'AWS::GuardDuty::MalwareProtectionPlan', Shape).map(({ id, properties }) => {
    const { BucketName, ObjectPrefixes } = properties.ProtectedResource.S3Bucket;
    return { id, bucket: BucketName, prefixes: ObjectPrefixes };
  });
