import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

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
