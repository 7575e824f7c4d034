import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  CfnBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { IntakeFunction } from './intake-function.ts';

type Own = Pick<
  BucketProps,
  | 'versioned'
  | 'cors'
  | 'lifecycleRules'
  | 'removalPolicy'
  | 'serverAccessLogsBucket'
  | 'serverAccessLogsPrefix'
>;

/** A bucket as all of this house are: nobody's but ours, encrypted, over TLS only. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: Own) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      ...props,
    });
  }

  get resource(): CfnBucket {
    const { defaultChild } = this.node;
    if (!(defaultChild instanceof CfnBucket)) throw new Error(`${this.node.path} has no resource`);
    return defaultChild;
  }

  /** Lets a function do exactly this with the objects whose keys match, and with no others. */
  grantObjects(fn: IntakeFunction, keys: string, actions: string[]): void {
    Grant.addToPrincipal({ grantee: fn, actions, resourceArns: [this.arnForObjects(keys)] });
    Validations.of(fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(this.resource)}.Arn>/${keys}]`,
      reason: 'Objects are many and their keys are made later; the actions are named one by one.',
    });
  }
}

/** Who fetched which object from the other buckets, for as long as logs are kept. */
export class AccessLogs extends PrivateBucket {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      lifecycleRules: [{ expiration: Duration.days(365) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** What a bucket that is logged here says of it. */
  of(prefix: string) {
    return { serverAccessLogsBucket: this, serverAccessLogsPrefix: `${prefix}/` };
  }
}
