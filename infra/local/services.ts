import { join } from 'node:path';
import * as z from 'zod';
import type { Endpoints } from './functions/environment.ts';
import type { Outcome } from './functions/message.ts';
import { startDynamoGateway } from './gateway/dynamodb.ts';
import { startSes, type TakenMail } from './gateway/ses.ts';
import { queueName, startSqs } from './gateway/sqs.ts';
import { startStepFunctions } from './gateway/step-functions.ts';
import type { Authorizer } from './iam/authorizer.ts';
import type { Credentials } from './iam/credentials.ts';
import { arn, type Place } from './place.ts';
import type { S3Event } from './s3/call.ts';
import { type S3Server, startS3 } from './s3/server.ts';
import type { BucketDefinition } from './store/buckets.ts';
import type { TableDefinition } from './store/tables.ts';
import type { ResolvedTemplate } from './template/document.ts';
import { notHere, resourcesOf } from './template/read.ts';

const Machine = z.strictObject({
  DefinitionString: z.string(),
  LoggingConfiguration: notHere('executions are files'),
  RoleArn: notHere('read by the authorizer'),
  StateMachineName: z.string().optional(),
  StateMachineType: z.literal('STANDARD'),
  Tags: notHere('for bills'),
  TracingConfiguration: notHere('nobody traces here'),
});

export interface ServicesOptions {
  template: ResolvedTemplate;
  place: Place;
  /** The site's port; the services have the next ones. */
  port: number;
  directory: string;
  credentials: Credentials;
  authorizer: Authorizer;
  tables: TableDefinition[];
  buckets: BucketDefinition[];
  /** The store behind the gateway. */
  storeUrl: string;
  /** Told of an object once it is durable, before whoever sent it is answered. */
  onObject(event: S3Event): void;
  /** The same of a mail. */
  onMail(mail: TakenMail): void;
  invoke(functionArn: string, payload: string): Promise<Outcome>;
}

/** The services of AWS that functions call, each call judged by the caller's policies. */
export interface Services {
  endpoints: Endpoints;
  s3: S3Server;
  /** Takes up executions that an earlier run left. */
  resume(): void;
  close(): Promise<void>;
}

/** Names of one type of resource, each with its ARN. */
function arnsOf(
  template: ResolvedTemplate,
  type: string,
  arnOf: (name: string) => string,
): { [name: string]: string } {
  const ids = Object.keys(template.resources).filter((id) => template.resources[id]?.Type === type);
  return Object.fromEntries(ids.map((id) => [template.nameOf(id), arnOf(template.nameOf(id))]));
}

function startS3Of(options: ServicesOptions): Promise<S3Server> {
  const { place, port, directory, credentials, authorizer, buckets, onObject } = options;
  return startS3(
    {
      directory: join(directory, 's3'),
      buckets: buckets.map((bucket) => bucket.options),
      region: place.region,
      credentials: credentials.lookup,
      async authorize({ accessKeyId, action, bucket, key, context }) {
        const principal = credentials.lookup(accessKeyId)?.principal;
        const resource = `arn:${place.partition}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
        return principal !== undefined && authorizer.authorize({ principal, action, resource, context });
      },
      onEvent: onObject,
    },
    port + 2,
  );
}

function startSesOf(options: ServicesOptions) {
  const { template, place, port, directory, credentials, authorizer, onMail } = options;
  return startSes({
    onMail,
    port: port + 1,
    directory: join(directory, 'mail'),
    credentials,
    authorizer,
    region: place.region,
    identities: arnsOf(template, 'AWS::SES::EmailIdentity', (name) => arn(place, 'ses', `identity/${name}`)),
    configurationSets: arnsOf(template, 'AWS::SES::ConfigurationSet', (name) =>
      arn(place, 'ses', `configuration-set/${name}`),
    ),
  });
}

/** Starts all of them, or none. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { template, port, directory, credentials, authorizer, tables, storeUrl, invoke } = options;
  const named = tables.map(({ id, name }) => {
    const streamArn = template.attributeOf(id, 'StreamArn');
    return [name, { arn: template.attributeOf(id, 'Arn'), streamArn }] as const;
  });
  const machines = resourcesOf(template, 'AWS::StepFunctions::StateMachine', Machine);
  const starting = [
    startS3Of(options),
    startSesOf(options),
    startDynamoGateway({
      port: port + 3,
      target: storeUrl,
      credentials,
      authorizer,
      tables: Object.fromEntries(named),
    }),
    startStepFunctions({
      // Nobody but functions talks to it, so it takes whatever port is free.
      port: 0,
      stateMachines: machines.map(({ id, properties }) => ({
        id,
        arn: template.attributeOf(id, 'Arn'),
        definition: JSON.parse(properties.DefinitionString),
      })),
      invoke,
      credentials,
      authorizer,
      directory: join(directory, 'executions'),
    }),
    startSqs({
      directory: join(directory, 'queues'),
      queues: arnsOf(template, 'AWS::SQS::Queue', (url) => arn(options.place, 'sqs', queueName(url))),
      credentials,
      authorizer,
    }),
  ] as const;
  const close = async () => {
    const ends = await Promise.allSettled(starting);
    await Promise.all(ends.map((end) => (end.status === 'fulfilled' ? end.value.close() : undefined)));
  };
  try {
    const [s3, ses, dynamo, stepFunctions, sqs] = await Promise.all(starting);
    return {
      endpoints: {
        s3: s3.url,
        ses: ses.url,
        dynamodb: dynamo.url,
        stepFunctions: stepFunctions.url,
        sqs: sqs.url,
      },
      s3,
      resume: stepFunctions.resume,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
