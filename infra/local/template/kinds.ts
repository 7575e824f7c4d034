import { arn, type Place } from '../place.ts';

/** A resource and the name it has here. */
interface Named {
  id: string;
  name: string;
  place: Place;
}

type Value = (resource: Named) => string;

/** A type of resource that the local system knows. */
export interface Kind {
  /** The property that names it; without one, or when the template leaves it out, its logical id does. */
  nameProperty?: string;
  /** What `Ref` gives, when that is not the name. */
  ref?: Value;
  attributes?: { [attribute: string]: Value };
  /** Why nothing is made of it here, when that is so. */
  nothing?: string;
}

const arnOf =
  (service: string, prefix = ''): Value =>
  ({ name, place }) =>
    arn(place, service, `${prefix}${name}`);
const globalArn =
  (service: string, account: boolean, prefix = ''): Value =>
  ({ name, place }) =>
    `arn:${place.partition}:${service}::${account ? place.account : ''}:${prefix}${name}`;

/** `http://127.0.0.1:3002` => `127.0.0.1:3002`; the template puts the scheme before it itself. */
const s3Host: Value = ({ name, place }) => `${new URL(place.s3).host}/${name}`;

const alarm = 'nobody watches a machine that runs for one person';
const rights = 'read by the authorizer';

/**
 * Every type of resource that may stand in a template. A new one is added here with what makes it, or with the
 * reason why nothing has to.
 */
export const KINDS: { [type: string]: Kind } = {
  'AWS::ApiGatewayV2::Api': {
    attributes: { ApiId: ({ name }) => name, ApiEndpoint: ({ place }) => place.site },
  },
  'AWS::ApiGatewayV2::Integration': {},
  'AWS::ApiGatewayV2::Route': {},
  'AWS::ApiGatewayV2::Stage': { nameProperty: 'StageName' },
  'AWS::CDK::Metadata': { nothing: 'a statistic of the CDK' },
  'AWS::CloudWatch::Alarm': {
    nameProperty: 'AlarmName',
    attributes: { Arn: arnOf('cloudwatch', 'alarm:') },
    nothing: alarm,
  },
  'AWS::CloudWatch::CompositeAlarm': {
    nameProperty: 'AlarmName',
    attributes: { Arn: arnOf('cloudwatch', 'alarm:') },
    nothing: alarm,
  },
  'AWS::CloudWatch::Dashboard': { nameProperty: 'DashboardName', nothing: alarm },
  'AWS::DynamoDB::GlobalTable': {
    nameProperty: 'TableName',
    attributes: {
      Arn: arnOf('dynamodb', 'table/'),
      StreamArn: ({ name, place }) => arn(place, 'dynamodb', `table/${name}/stream/local`),
    },
  },
  'AWS::Events::Rule': { nameProperty: 'Name', attributes: { Arn: arnOf('events', 'rule/') } },
  'AWS::GuardDuty::MalwareProtectionPlan': {},
  'AWS::IAM::Policy': { nameProperty: 'PolicyName', nothing: rights },
  'AWS::IAM::Role': {
    nameProperty: 'RoleName',
    attributes: { Arn: globalArn('iam', true, 'role/') },
    nothing: rights,
  },
  'AWS::KMS::Key': {
    attributes: { Arn: arnOf('kms', 'key/'), KeyId: ({ name }) => name },
    nothing: 'what it would encrypt is not made here, or lies on your own disk',
  },
  'AWS::Lambda::EventInvokeConfig': {},
  'AWS::Lambda::EventSourceMapping': {},
  'AWS::Lambda::Function': {
    nameProperty: 'FunctionName',
    attributes: { Arn: arnOf('lambda', 'function:') },
  },
  'AWS::Lambda::Permission': {},
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    attributes: { Arn: ({ name, place }) => arn(place, 'logs', `log-group:${name}:*`) },
    nothing: 'logs of functions are files in the folder of the local system',
  },
  'AWS::Logs::MetricFilter': { nothing: alarm },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    attributes: { Arn: globalArn('s3', false), RegionalDomainName: s3Host, DomainName: s3Host },
  },
  'AWS::S3::BucketPolicy': { nothing: rights },
  'AWS::SES::ConfigurationSet': {
    nameProperty: 'Name',
    nothing: 'mails go to the inbox of the local system',
  },
  'AWS::SES::ConfigurationSetEventDestination': {},
  'AWS::SES::EmailIdentity': { nameProperty: 'EmailIdentity', nothing: 'every sender is verified here' },
  'AWS::SNS::Subscription': { nothing: alarm },
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: arnOf('sns'),
    attributes: { TopicArn: arnOf('sns'), TopicName: ({ name }) => name },
    nothing: alarm,
  },
  'AWS::SNS::TopicPolicy': { nothing: alarm },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: ({ name, place }) => `https://sqs.localhost/${place.account}/${name}`,
    attributes: { Arn: arnOf('sqs'), QueueName: ({ name }) => name },
    nothing: 'a file a queue, made when the first event is given up',
  },
  'AWS::SQS::QueuePolicy': { nothing: 'only the services themselves write to these queues' },
  'AWS::Scheduler::Schedule': {
    nameProperty: 'Name',
    attributes: { Arn: arnOf('scheduler', 'schedule/default/') },
  },
  'AWS::Scheduler::ScheduleGroup': {
    nameProperty: 'Name',
    attributes: { Arn: arnOf('scheduler', 'schedule-group/') },
    nothing: 'a name that schedules share',
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    ref: arnOf('states', 'stateMachine:'),
    attributes: { Arn: arnOf('states', 'stateMachine:'), Name: ({ name }) => name },
  },
};

/** Names that AWS makes obey the rules of the service; those of buckets stand in host names. */
export const nameFor = (type: string, id: string): string =>
  type === 'AWS::S3::Bucket' ? id.toLowerCase().slice(0, 63) : id;
