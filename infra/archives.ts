import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { IntakeFunction } from './intake-function.ts';
import { type AccessLogs, PrivateBucket } from './private-bucket.ts';

/** Where the builder keeps plans, what it has done of them, and finished archives: its keys begin so. */
const PLANS = 'plans/';
const WORK = 'work/';
const FINISHED = 'archives/';

/** Finished archives; each can be built again from what it was made of, so they go after two weeks. */
export class Archives extends Construct {
  readonly bucket: PrivateBucket;

  constructor(scope: Construct, id: string, { accessLogs }: { accessLogs: AccessLogs }) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      lifecycleRules: [
        { expiration: Duration.days(14), abortIncompleteMultipartUploadAfter: Duration.days(2) },
        // A job is started again for some hours; after that nobody asks what it had done.
        { prefix: WORK, expiration: Duration.days(2) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
      ...accessLogs.of('archives'),
    });
  }

  #grant(fn: IntakeFunction): void {
    fn.addEnvironment('ARCHIVES_BUCKET', this.bucket.bucketName);
    fn.addEnvironment('ARCHIVES_ORIGIN', `https://${this.bucket.bucketRegionalDomainName}`);
  }

  /** Sign permissions to download. */
  grantDownload(fn: IntakeFunction): void {
    this.#grant(fn);
    this.bucket.grantObjects(fn, `${FINISHED}*`, ['s3:GetObject']);
  }

  /** Keep plans and what the steps of a job share, and put archives together of parts. */
  grantBuild(fn: IntakeFunction): void {
    this.#grant(fn);
    for (const keys of [PLANS, WORK])
      this.bucket.grantObjects(fn, `${keys}*`, ['s3:GetObject', 's3:PutObject']);
    this.bucket.grantObjects(fn, `${FINISHED}*`, [
      's3:GetObject',
      's3:PutObject',
      's3:ListMultipartUploadParts',
      's3:AbortMultipartUpload',
    ]);
    // Uploads that a run began and could not note are found by their keys.
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['s3:ListBucketMultipartUploads'],
      resourceArns: [this.bucket.bucketArn],
    });
  }
}
