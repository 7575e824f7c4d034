import { expect, it } from '@jest/globals';
import { environmentOf } from '../../../../infra/local/functions/environment.ts';
import { placeOn } from '../../../../infra/local/place.ts';

const endpoints = {
  s3: 'http://s3',
  dynamodb: 'http://db',
  ses: 'http://ses',
  stepFunctions: 'http://sfn',
  sqs: 'http://sqs',
};
const secrets = { accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'token' };
const definition = {
  id: 'Fn',
  name: 'fn',
  arn: 'a',
  module: 'm',
  handler: 'handler',
  environment: { CAMPAIGN: 'c', FILES_ORIGIN: 'https://127.0.0.1:3002/files', OTHER: 'https://example.org' },
  memory: 512,
  seconds: 3,
};

it('gives a function what the template says, its own credentials, the services of this machine and the clock', () => {
  expect(environmentOf(definition, placeOn(3000, 'Intake'), endpoints, secrets, -60)).toMatchObject({
    CAMPAIGN: 'c',
    FILES_ORIGIN: 'http://127.0.0.1:3002/files',
    OTHER: 'https://example.org',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_ENDPOINT_URL_S3: 'http://s3',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://db',
    AWS_ENDPOINT_URL_SES: 'http://ses',
    AWS_ENDPOINT_URL_SFN: 'http://sfn',
    CLOCK_OFFSET_SECONDS: '-60',
  });
});

it('gives it nothing of the shell that started the system', () => {
  process.env.LEAK = 'yes';
  const environment = environmentOf(definition, placeOn(3000, 'Intake'), endpoints, secrets, 0);
  expect(Object.keys(environment).filter((name) => !/^(AWS_|TZ$|CLOCK_OFFSET)/.test(name))).toEqual([
    'CAMPAIGN',
    'FILES_ORIGIN',
    'OTHER',
  ]);
});
