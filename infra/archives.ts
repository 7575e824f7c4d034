import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { IntakeFunction } from './intake-function.ts';
import { type AccessLogs, PrivateBucket } from './private-bucket.ts';

/** Finished archives; each can be built again from what it was made of, so they go after two weeks. */
export class Archives extends Construct {
  readonly bucket: PrivateBucket;

  constructor(scope: Construct, id: string, { accessLogs }: { accessLogs: AccessLogs }) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      lifecycleRules: [
        { expiration: Duration.days(14), abortIncompleteMultipartUploadAfter: Duration.days(2) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
      ...accessLogs.of('archives'),
    });
  }

  #grant(fn: IntakeFunction, actions: string[]): void {
    fn.addEnvironment('ARCHIVES_BUCKET', this.bucket.bucketName);
    fn.addEnvironment('ARCHIVES_ORIGIN', `https://${this.bucket.bucketRegionalDomainName}`);
    this.bucket.grantObjects(fn, '*', actions);
  }

  /** Sign permissions to download. */
  grantDownload(fn: IntakeFunction): void {
    this.#grant(fn, ['s3:GetObject']);
  }

  /** Write archives, and read the plan that the steps of a job share. */
  grantBuild(fn: IntakeFunction): void {
    this.#grant(fn, ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
  }
}
