import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { Slug } from '../../schemas/identifier.ts';
import { BUNDLES } from '../bundle.ts';
import { currentCommit } from '../commit.ts';
import { IntakeStack } from '../intake-stack.ts';

const CdkJson = z.object({
  context: z.looseObject({ campaign: Slug, mailFrom: z.email(), mailDomain: z.string().optional() }),
});

export interface Synthesised {
  template: unknown;
  campaign: string;
  stack: string;
}

/**
 * Synthesises the stack in this process, with the context that a deployment has. The site's own name is left out:
 * here the API's address is the site's.
 * @param malwareScan where a scanner is at hand; it is no setting of `cdk.json`, which says what is deployed
 * @param outdir where the CDK may write; bundles are not copied there but named where they are
 */
export function synthesise(outdir: string, malwareScan: boolean): Synthesised {
  const { context } = CdkJson.parse(
    JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')),
  );
  const app = new App({
    outdir,
    analyticsReporting: false,
    // Its rules take 3 s; a deployment is checked by them, and so is the template in a test.
    builtinCloudFormationValidation: false,
    context: {
      ...context,
      'aws:cdk:disable-asset-staging': true,
      // Notes beside each function where its code is.
      'aws:cdk:enable-asset-metadata': true,
    },
  });
  const { campaign, mailFrom, mailDomain } = context;
  const stack = new IntakeStack(app, 'Intake', {
    campaign,
    mailFrom,
    mailDomain,
    malwareScan,
    bundles: BUNDLES,
    commit: currentCommit(),
  });
  const { template } = app.synth().getStackArtifact(stack.artifactId);
  return { template, campaign, stack: stack.stackName };
}
