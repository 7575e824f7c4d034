import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Api } from './api.ts';
import { ArchiveBuilder } from './archive-builder.ts';
import { Archives } from './archives.ts';
import { Attachments } from './attachments.ts';
import { Board } from './board.ts';
import { Inspection } from './inspection.ts';
import { IntakeFunction } from './intake-function.ts';
import { SesMail, SmtpMail } from './mail.ts';
import { Malware } from './malware.ts';
import { Outbox } from './outbox.ts';
import { AccessLogs } from './private-bucket.ts';
import { Records } from './records.ts';
import { runbookAddress } from './runbook.ts';
import { Schedules } from './schedules.ts';
import { grantDepths, Undelivered } from './undelivered.ts';

export interface IntakeStackProps extends StackProps {
  /** A file of `schemas/campaigns/`. */
  campaign: string;
  /** Folder with one bundle a function. */
  bundles: string;
  /** Where people reach the site, if it has a name of its own; without a slash at the end. */
  siteUrl?: string;
  mailFrom: string;
  mailDomain?: string;
  /** Which state of the code this is. */
  commit?: string;
  /** Who is told of alarms. */
  alarmMail?: string;
  /** Has GuardDuty scan attachments, where it exists; nobody then reads one that was not found clean. */
  malwareScan?: boolean;
}

/** The whole system, as a table of contents. */
export class IntakeStack extends Stack {
  constructor(scope: Construct, id: string, props: IntakeStackProps) {
    super(scope, id, { terminationProtection: true, description: 'Science Week Intake', ...props });
    const { campaign } = props;

    // What it keeps
    const api = new Api(this, 'Api', props);
    const { siteUrl } = api;
    const accessLogs = new AccessLogs(this, 'AccessLogs');
    const records = new Records(this, 'Records');
    const attachments = new Attachments(this, 'Attachments', { campaign, siteUrl, accessLogs });
    const archives = new Archives(this, 'Archives', { accessLogs });

    // What it does for people
    const site = new IntakeFunction(this, 'site', props);
    // The days that the lead office set.
    records.grant(site, 'GetItem');

    const signIn = new IntakeFunction(this, 'sign-in', props);
    records.grant(signIn, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem');

    const report = new IntakeFunction(this, 'report', props);
    records.grant(report, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem');

    const history = new IntakeFunction(this, 'history', props);
    records.grant(history, 'GetItem', 'Query', 'UpdateItem');

    const followUp = new IntakeFunction(this, 'follow-up', props);
    records.grant(followUp, 'GetItem', 'Query', 'PutItem', 'UpdateItem');

    const attach = new IntakeFunction(this, 'attach', props);
    records.grant(attach, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    attachments.grantUpload(attach);
    // Where the store leads a browser back to after an upload without script.
    attach.addEnvironment('SITE_URL', siteUrl);
    attachments.grantLook(attach);
    attachments.grantReadPinned(attach);

    const review = new IntakeFunction(this, 'review', props);
    records.grant(review, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    attachments.grantReadPinned(review);

    const archive = new IntakeFunction(this, 'archive', props);
    records.grant(archive, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    archives.grantDownload(archive);

    const workbook = new IntakeFunction(this, 'workbook', props);
    records.grant(workbook, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem');

    const totals = new IntakeFunction(this, 'totals', props);
    records.grant(totals, 'GetItem', 'Query', 'PutItem', 'UpdateItem');

    const chase = new IntakeFunction(this, 'chase', props);
    records.grant(chase, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    chase.addEnvironment('SITE_URL', siteUrl);

    const mailLog = new IntakeFunction(this, 'mail-log', props);
    records.grant(mailLog, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    records.grantMails(mailLog);
    // Mails are shown as they are sent, with the links that they have.
    mailLog.addEnvironment('SITE_URL', siteUrl);

    const roster = new IntakeFunction(this, 'roster', props);
    records.grant(roster, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');

    // It reads files that may be hostile, so it writes nothing but that its reader was seen.
    const previewImport = new IntakeFunction(this, 'preview-import', props);
    records.grant(previewImport, 'GetItem', 'Query', 'UpdateItem');

    const publish = new IntakeFunction(this, 'publish', props);
    records.grant(publish, 'GetItem', 'Query', 'PutItem', 'UpdateItem');

    const personalData = new IntakeFunction(this, 'personal-data', props);
    records.grant(personalData, 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    records.grantMails(personalData);

    for (const fn of [
      site,
      signIn,
      report,
      followUp,
      history,
      attach,
      review,
      archive,
      workbook,
      totals,
      chase,
      publish,
      personalData,
      roster,
      previewImport,
      mailLog,
    ])
      api.serve(fn);

    // What it does by itself
    const completeAttachment = new IntakeFunction(this, 'complete-attachment', props);
    records.grant(completeAttachment, 'GetItem', 'Query', 'UpdateItem');
    attachments.grantLook(completeAttachment);
    attachments.announceTo(completeAttachment);

    const inspectAttachment = new IntakeFunction(this, 'inspect-attachment', props);
    records.grant(inspectAttachment, 'GetItem', 'UpdateItem');
    attachments.grantReadPinned(inspectAttachment);
    new Inspection(this, 'Inspection', { records, inspector: inspectAttachment });

    const recordScan = new IntakeFunction(this, 'record-scan', props);
    records.grant(recordScan, 'UpdateItem');
    const malware = new Malware(this, 'Malware', { attachments, campaign, recorder: recordScan });

    const buildArchive = new IntakeFunction(this, 'build-archive', props);
    records.grant(buildArchive, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    attachments.grantReadPinned(buildArchive);
    archives.grantBuild(buildArchive);
    const archiveBuilder = new ArchiveBuilder(this, 'ArchiveBuilder', buildArchive);
    archiveBuilder.grantStart(archive);

    const sendMail = new IntakeFunction(this, 'send-mail', props);
    records.grant(sendMail, 'GetItem', 'Query', 'UpdateItem');
    // A token where the region is left open; then it is not China's.
    const Mail = this.partition === 'aws-cn' ? SmtpMail : SesMail;
    const mail = new Mail(this, 'Mail', { from: props.mailFrom, domain: props.mailDomain, siteUrl });
    mail.grantSend(sendMail);
    // A plain mail server tells nothing of a mail that it took.
    if (mail instanceof SesMail) {
      const trackMail = new IntakeFunction(this, 'track-mail', props);
      records.grant(trackMail, 'GetItem', 'UpdateItem');
      mail.announceTo(trackMail);
    }
    const outbox = new Outbox(this, 'Outbox', { records, sender: sendMail, accessLogs });

    const remind = new IntakeFunction(this, 'remind', props);
    records.grant(remind, 'GetItem', 'Query', 'PutItem', 'UpdateItem');

    const reconcile = new IntakeFunction(this, 'reconcile', props);
    records.grant(reconcile, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    records.grantQueue(reconcile);
    attachments.grantLook(reconcile);
    attachments.grantWalk(reconcile);
    archiveBuilder.grantStart(reconcile);

    if (props.malwareScan) {
      for (const fn of [attach, review, buildArchive, reconcile]) fn.addEnvironment('MALWARE_SCAN', 'true');
      malware.scan({
        lookers: [attach, completeAttachment, reconcile],
        healer: reconcile,
        inspector: inspectAttachment,
      });
    }

    const schedules = new Schedules(this, 'Schedules');
    schedules.everyMorning(remind);
    schedules.everyFiveMinutes(reconcile);

    // What its operators see
    const status = new IntakeFunction(this, 'status', props);
    status.addEnvironment('COMMIT', props.commit ?? 'unknown');
    const runbook = runbookAddress(this);
    if (runbook !== undefined) status.addEnvironment('RUNBOOK', runbook);
    records.grant(status, 'GetItem', 'Query', 'UpdateItem');
    records.grantQueue(status);
    mail.grantQuota(status);
    grantDepths(
      status,
      this.node.findAll().filter((child) => child instanceof Undelivered),
    );
    api.serve(status);
    const functions = this.node.findAll().filter((child) => child instanceof IntakeFunction);
    const alarms = new Alarms(this, 'Alarms', props);
    new Board(this, 'Board', {
      api,
      records,
      functions,
      machine: archiveBuilder.machine,
      alarms: alarms.all,
    });
    this.#output({
      SiteUrl: siteUrl,
      RecordsTable: records.table.tableName,
      AttachmentsBucket: attachments.bucket.bucketName,
      ArchivesBucket: archives.bucket.bucketName,
      MailFailuresBucket: outbox.failures.bucketName,
      AlarmTopic: alarms.topic.topicArn,
      ...mail.outputs,
    });

    Tags.of(this).add('system', 'science-week-intake');
    Tags.of(this).add('campaign', campaign);
  }

  #output(values: { [name: string]: string }): void {
    for (const [name, value] of Object.entries(values)) new CfnOutput(this, name, { value });
  }
}
