/**
 * The CDK application: `npm run synth`, `npm run deploy`. It needs no credentials to synthesise.
 *
 * Context (`-c name=value`, or `cdk.json`):
 * - `campaign`: a file of `schemas/campaigns/`.
 * - `mailFrom`: the address that mails come from; `mailDomain` if another domain than its own is verified for it.
 * - `siteUrl`: `https://…`, when the site has a name of its own; otherwise the API's address.
 * - `alarmMail`: who is told of alarms; `runbook`: `https://…`, where they read what to do.
 * - `malwareScan=true`: GuardDuty scans every attachment for malware (partition aws alone; it costs by the GB).
 * - `region`: otherwise the one of the shell's AWS settings. `cn-north-1` or `cn-northwest-1` is the partition aws-cn,
 *   where mails go through a mail server (a secret has its URL) because SES is not there; all else is the same.
 */
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import * as z from 'zod';
import { Slug } from '../schemas/identifier.ts';
import { BUNDLES, bundle } from './bundle.ts';
import { currentCommit } from './commit.ts';
import { IntakeStack } from './intake-stack.ts';

const Context = z.object({
  campaign: Slug,
  mailFrom: z.email(),
  mailDomain: z.string().optional(),
  // Browsers name an origin without a slash at its end; the bucket compares letter by letter.
  siteUrl: z
    .httpUrl()
    .transform((url) => new URL(url).origin)
    .optional(),
  alarmMail: z.email().optional(),
  runbook: z.httpUrl().optional(),
  malwareScan: z.stringbool().default(false),
  region: z.string().optional(),
});

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

// Here and not before, so that no way to deploy takes yesterday's code along.
await bundle();

const { region = process.env.CDK_DEFAULT_REGION, ...props } = Context.parse(app.node.getAllContext());
new IntakeStack(app, 'Intake', { ...props, bundles: BUNDLES, commit: currentCommit(), env: { region } });
