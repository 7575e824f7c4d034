import * as z from 'zod';
import type { ResolvedTemplate } from './document.ts';
import { resourcesOf } from './read.ts';

const Permission = z.strictObject({
  Action: z.literal('lambda:InvokeFunction'),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceAccount: z.string().optional(),
  SourceArn: z.string().optional(),
});

/** `a*c` => `^a.*c$` */
const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[\\^$.|?+()[\]{}]/g, '\\$&').replaceAll('*', '.*')}$`, 's');

/**
 * Does the template let a service invoke a function?
 * @param service the first part of its principal: `events`, `apigateway`
 * @param source how the ARN of what invokes ends; stars in it are taken as written
 */
export function permits(
  template: ResolvedTemplate,
  service: string,
  functionArn: string,
  source: string,
): boolean {
  return resourcesOf(template, 'AWS::Lambda::Permission', Permission).some(({ properties }) => {
    const { FunctionName, Principal, SourceArn } = properties;
    const names = functionArn === FunctionName || functionArn.endsWith(`:function:${FunctionName}`);
    const from = SourceArn === undefined || wildcard(SourceArn).test(arnEndingIn(SourceArn, source));
    return names && Principal.startsWith(`${service}.`) && from;
  });
}

/** The ARN of the same service and account as `like`, with another end. */
const arnEndingIn = (like: string, end: string): string => [...like.split(':').slice(0, 5), end].join(':');
