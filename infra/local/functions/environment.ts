import { devNull } from 'node:os';
import type { Secrets } from '../iam/credentials.ts';
import type { Place } from '../place.ts';
import type { FunctionDefinition } from './definition.ts';

/** Where a function finds the services, as the SDKs read it. */
export interface Endpoints {
  s3: string;
  dynamodb: string;
  ses: string;
  stepFunctions: string;
  sqs: string;
}

/** The template writes https before its own hosts, as deployed; on the loopback interface they speak plain HTTP. */
const asServed = (value: string): string => value.replaceAll('https://127.0.0.1:', 'http://127.0.0.1:');

/**
 * All that a function finds in its environment: what the template gives it, what Lambda's runtime always gives,
 * and where the services of this machine are. Nothing of the environment of this process.
 */
export function environmentOf(
  definition: FunctionDefinition,
  place: Place,
  endpoints: Endpoints,
  secrets: Secrets,
  clockOffsetSeconds: number,
): { [name: string]: string } {
  const given = Object.entries(definition.environment).map(([name, value]) => [name, asServed(value)]);
  return {
    ...Object.fromEntries(given),
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ACCESS_KEY_ID: secrets.accessKeyId,
    AWS_SECRET_ACCESS_KEY: secrets.secretAccessKey,
    AWS_SESSION_TOKEN: secrets.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memory),
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SES: endpoints.ses,
    AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    // The settings of whoever started this must not reach in: a deployed function has no such files.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    TZ: ':UTC',
    CLOCK_OFFSET_SECONDS: String(clockOffsetSeconds),
  };
}
