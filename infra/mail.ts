import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { IntakeFunction } from './intake-function.ts';
import { Undelivered } from './undelivered.ts';

export interface MailProps {
  /** The address that mails come from. */
  from: string;
  siteUrl: string;
  /** The domain to be verified, if it is not the one of the address itself. */
  domain?: string;
}

/** What `send-mail` needs of a way to send. */
abstract class Mail extends Construct {
  /** What an operator has to do something with. */
  abstract readonly outputs: { [name: string]: string };
  readonly #props: MailProps;

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    this.#props = props;
  }

  /** Lets a function ask how many mails may still be sent, where somebody tells. */
  abstract grantQuota(fn: IntakeFunction): void;

  grantSend(fn: IntakeFunction): void {
    fn.addEnvironment('SITE_URL', this.#props.siteUrl);
    fn.addEnvironment('MAIL_FROM', this.#props.from);
  }
}

/** What is worth knowing of a mail. That it was sent we know ourselves; whether it is read is nobody's business. */
const EVENTS = [
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
];

/** SES puts an account under review at these shares of its mails, and may stop it at twice as many. */
const MOST_BOUNCES = 0.05;
const MOST_COMPLAINTS = 0.001;

/** Through SES. The domain counts as ours once its three DNS records stand. */
export class SesMail extends Mail {
  readonly outputs: { [name: string]: string };
  readonly #identity: EmailIdentity;
  readonly #configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id, props);
    this.#configurationSet = new ConfigurationSet(this, 'Configuration', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.#identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(props.domain ?? props.from.replace(/^.*@/, '')),
      configurationSet: this.#configurationSet,
    });
    this.outputs = Object.fromEntries(
      this.#identity.dkimRecords.map(({ name, value }, i) => [
        `MailDnsRecord${i + 1}`,
        `${name} CNAME ${value}`,
      ]),
    );
    alarm(this, 'Bounces', {
      metric: this.#share('Reputation.BounceRate'),
      threshold: MOST_BOUNCES,
      runbook: 'mails-bounce',
      means: {
        zh: '退信率超过 5%：有失效的联系人邮箱仍在收信，继续下去发信账户会被暂停。请在邮件记录中查看并更正联系人。',
        en: 'More than 5 % of the mails bounce: the roster has dead addresses, and SES may stop the account. The log of mails names them.',
      },
    });
    alarm(this, 'Complaints', {
      metric: this.#share('Reputation.ComplaintRate'),
      threshold: MOST_COMPLAINTS,
      runbook: 'mails-bounce',
      means: {
        zh: '被标为垃圾邮件的比例超过 0.1%，继续下去发信账户会被暂停。请在邮件记录中查看并联系收件人。',
        en: 'More than 0.1 % of the mails are reported as spam, and SES may stop the account. The log of mails names who did.',
      },
    });
  }

  #share(metricName: string): Metric {
    return new Metric({
      namespace: 'AWS/SES',
      metricName,
      dimensionsMap: { 'ses:configuration-set': this.#configurationSet.configurationSetName },
      statistic: 'Maximum',
      period: Duration.hours(1),
    });
  }

  /** Through the account's own bus, the only one that SES writes to; its events are told apart by our set's name. */
  announceTo(fn: IntakeFunction): void {
    const bus = EventBus.fromEventBusName(this, 'Bus', 'default');
    this.#configurationSet.addEventDestination('Fates', {
      destination: EventDestination.eventBus(bus),
      events: EVENTS,
    });
    const undelivered = new Undelivered(this, 'Untold', {
      zh: '有邮件送达或退信的通知未能处理，邮件记录中的状态可能不全；请查看队列中的原因。',
      en: 'The news of a mail could not be handled, so the log of mails lacks it. The queue has the reason.',
    });
    undelivered.keepFailuresOf(fn, Duration.hours(6));
    new Rule(this, 'Told', {
      description: 'SES tells what became of a mail',
      eventPattern: {
        source: ['aws.ses'],
        detail: {
          mail: { tags: { 'ses:configuration-set': [this.#configurationSet.configurationSetName] } },
        },
      },
      targets: [
        new LambdaFunction(fn.lambda, {
          deadLetterQueue: undelivered,
          retryAttempts: 20,
          maxEventAge: Duration.hours(6),
        }),
      ],
    });
  }

  override grantQuota(fn: IntakeFunction): void {
    const { region, urlSuffix } = Stack.of(this);
    fn.addEnvironment('SES_ORIGIN', `https://email.${region}.${urlSuffix}`);
    // The quota is the account's: there is no resource that it could be limited to.
    Grant.addToPrincipal({ grantee: fn, actions: ['ses:GetSendQuota'], resourceArns: ['*'] });
    Validations.of(fn).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'The quota of mails belongs to the account; asking for it has no resource.',
    });
  }

  override grantSend(fn: IntakeFunction): void {
    super.grantSend(fn);
    fn.addEnvironment('MAIL_TRANSPORT', 'ses');
    fn.addEnvironment('CONFIGURATION_SET', this.#configurationSet.configurationSetName);
    const configurationSetArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.#configurationSet.configurationSetName,
    });
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['ses:SendRawEmail'],
      resourceArns: [this.#identity.emailIdentityArn, configurationSetArn],
    });
  }
}

/** Through a mail server of the province: the partition aws-cn has no SES. An operator puts its URL into the secret. */
export class SmtpMail extends Mail {
  readonly outputs: { [name: string]: string };
  readonly #secret: Secret;

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id, props);
    this.#secret = new Secret(this, 'Server', {
      description: 'The mail server to send through: {"url": "smtps://user:password@host"}',
      // Some value there must be; this one is refused by `send-mail` in a plain sentence.
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ url: '' }),
        generateStringKey: 'unused',
      },
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'The account belongs to the mail server of the province; only its operators can change the password.',
    });
    this.outputs = { MailServerSecret: this.#secret.secretName };
  }

  /** A mail server of one's own tells no quota. */
  override grantQuota(): void {}

  override grantSend(fn: IntakeFunction): void {
    super.grantSend(fn);
    fn.addEnvironment('MAIL_TRANSPORT', 'smtp');
    fn.addEnvironment('SMTP_SECRET', this.#secret.secretArn);
    Grant.addToPrincipal({
      grantee: fn,
      actions: ['secretsmanager:GetSecretValue'],
      resourceArns: [this.#secret.secretArn],
    });
  }
}
