import { Stack, Validations } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { IntakeFunction } from './intake-function.ts';

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
