import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { IntakeFunction } from './intake-function.ts';
import { type AccessLogs, PrivateBucket } from './private-bucket.ts';
import { Undelivered } from './undelivered.ts';

export interface AttachmentsProps {
  campaign: string;
  /** Where the pages come from that may send files here. */
  siteUrl: string;
  accessLogs: AccessLogs;
}

/** The files of reports, under `<campaign>/<unit>/<form>/<id>`; every version of them stays. */
export class Attachments extends Construct {
  readonly bucket: PrivateBucket;
  readonly #keys: string;

  constructor(scope: Construct, id: string, { campaign, siteUrl, accessLogs }: AttachmentsProps) {
    super(scope, id);
    this.bucket = new PrivateBucket(this, 'Bucket', {
      // A revision names the very version that was checked; a later upload under the same key cannot take its place.
      // No rule ends old versions: nothing that was reported is thrown away.
      versioned: true,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      cors: [
        {
          allowedOrigins: [siteUrl],
          allowedMethods: [HttpMethods.GET, HttpMethods.POST, HttpMethods.PUT],
          allowedHeaders: ['*'],
          // A multipart upload is completed with the tag of each part.
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
      ...accessLogs.of('attachments'),
    });
    this.#keys = `${campaign}/*`;
    // The construct's own switch for this brings a function along that may write the settings of every bucket.
    this.bucket.resource.notificationConfiguration = {
      eventBridgeConfiguration: { eventBridgeEnabled: true },
    };
  }

  #grant(fn: IntakeFunction, actions: string[]): void {
    fn.addEnvironment('ATTACHMENTS_BUCKET', this.bucket.bucketName);
    fn.addEnvironment('ATTACHMENTS_ORIGIN', `https://${this.bucket.bucketRegionalDomainName}`);
    this.bucket.grantObjects(fn, this.#keys, actions);
  }

  /** See what has arrived: size, checksum and version. */
  grantLook(fn: IntakeFunction): void {
    this.#grant(fn, ['s3:GetObject']);
  }

  /** See which objects there are; those that nobody knows of ring. */
  grantWalk(fn: IntakeFunction): void {
    Grant.addToPrincipal({ grantee: fn, actions: ['s3:ListBucket'], resourceArns: [this.bucket.bucketArn] });
    alarm(this, 'Strays', {
      metric: fn.metric('ObjectsWithoutRecord'),
      runbook: 'an-object-has-no-record',
      means: {
        zh: '附件存储中有文件在数据表中没有对应的记录；文件没有丢失，但页面和归档中看不到。',
        en: 'The store holds a file that no record knows. It is not lost, and it is on no page and in no archive.',
      },
    });
  }

  /** Read what was pinned, or sign permissions to read it. */
  grantReadPinned(fn: IntakeFunction): void {
    this.#grant(fn, ['s3:GetObjectVersion']);
  }

  /** See what a scanner has written to what was pinned; none of its bytes. */
  grantTags(fn: IntakeFunction): void {
    this.#grant(fn, ['s3:GetObjectVersionTagging']);
  }

  /** Sign permissions to send objects, whole or in parts. */
  grantUpload(fn: IntakeFunction): void {
    this.#grant(fn, ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts']);
  }

  /** Tells a function of each object that has arrived whole. */
  announceTo(fn: IntakeFunction): void {
    const undelivered = new Undelivered(this, 'Unannounced', {
      zh: '有文件到达的通知未能送达；每 5 分钟一次的核对会补上，请查看队列中的原因。',
      en: 'The news of an uploaded file could not be delivered; reconciliation makes up for it. The queue has the reason.',
    });
    undelivered.keepFailuresOf(fn, Duration.hours(1));
    new Rule(this, 'Arrived', {
      description: 'A file of a report has arrived',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [this.bucket.bucketName] } },
      },
      targets: [
        new LambdaFunction(fn.lambda, {
          deadLetterQueue: undelivered,
          retryAttempts: 20,
          maxEventAge: Duration.hours(2),
        }),
      ],
    });
  }
}
