import * as z from 'zod';
import type { BucketOptions } from '../s3/bucket.ts';
import type { ResolvedTemplate } from '../template/document.ts';
import { notHere, resourcesOf } from '../template/read.ts';

const LifecycleRule = z
  .strictObject({
    AbortIncompleteMultipartUpload: z.strictObject({ DaysAfterInitiation: z.int() }).optional(),
    ExpirationInDays: z.int().optional(),
    Id: z.string().optional(),
    Prefix: z.string().optional(),
    Status: z.enum(['Enabled', 'Disabled']),
  })
  .transform((rule) => ({
    enabled: rule.Status === 'Enabled',
    prefix: rule.Prefix,
    expireDays: rule.ExpirationInDays,
    abortIncompleteDays: rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
  }));

const CorsRule = z
  .strictObject({
    AllowedHeaders: z.array(z.string()).optional(),
    AllowedMethods: z.array(z.string()),
    AllowedOrigins: z.array(z.string()),
    ExposedHeaders: z.array(z.string()).optional(),
    Id: z.string().optional(),
    MaxAge: z.number().optional(),
  })
  .transform((rule) => ({
    allowedOrigins: rule.AllowedOrigins,
    allowedMethods: rule.AllowedMethods,
    allowedHeaders: rule.AllowedHeaders,
    exposedHeaders: rule.ExposedHeaders,
    maxAgeSeconds: rule.MaxAge,
  }));

const Shape = z.strictObject({
  BucketEncryption: notHere('it lies on your own disk'),
  BucketName: z.string().optional(),
  CorsConfiguration: z.strictObject({ CorsRules: z.array(CorsRule) }).default({ CorsRules: [] }),
  LifecycleConfiguration: z.strictObject({ Rules: z.array(LifecycleRule) }).default({ Rules: [] }),
  LoggingConfiguration: notHere('nobody audits a machine of one person'),
  NotificationConfiguration: z
    .strictObject({ EventBridgeConfiguration: z.strictObject({ EventBridgeEnabled: z.boolean() }) })
    .optional(),
  OwnershipControls: notHere('the server here knows no other owners'),
  PublicAccessBlockConfiguration: notHere('the server here lets nobody in without a signature'),
  Tags: notHere('for bills'),
  VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
});

export interface BucketDefinition {
  options: BucketOptions;
  arn: string;
  /** Its objects' events go to the rules. */
  announces: boolean;
}

export function bucketsOf(template: ResolvedTemplate): BucketDefinition[] {
  return resourcesOf(template, 'AWS::S3::Bucket', Shape).map(({ id, name, properties }) => ({
    options: {
      name,
      versioned: properties.VersioningConfiguration?.Status === 'Enabled',
      cors: properties.CorsConfiguration.CorsRules,
      lifecycle: properties.LifecycleConfiguration.Rules.filter(({ enabled }) => enabled),
    },
    arn: template.attributeOf(id, 'Arn'),
    announces: properties.NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled === true,
  }));
}
