import * as z from 'zod';
import type { ResolvedTemplate } from '../template/document.ts';
import { permits } from '../template/permissions.ts';
import { notHere, resourcesOf } from '../template/read.ts';
import { compilePattern } from './pattern.ts';

/** Handing an event to Lambda cannot fail here, so what a target says of that has nothing to do. */
const REACHABLE = notHere('a function of this machine is always within reach');

const RuleShape = z.strictObject({
  Description: notHere('for people'),
  EventPattern: z.record(z.string(), z.unknown()),
  Name: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Tags: notHere('for bills'),
  Targets: z.array(
    z.strictObject({
      Arn: z.string(),
      DeadLetterConfig: REACHABLE,
      Id: z.string(),
      RetryPolicy: REACHABLE,
    }),
  ),
});

const RetriesShape = z.strictObject({
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  FunctionName: z.string(),
  MaximumEventAgeInSeconds: z.number().default(21_600),
  MaximumRetryAttempts: z.number().default(2),
  Qualifier: z.literal('$LATEST'),
});

/** Events of a kind, and the functions that get them. */
export interface Rule {
  wants(event: unknown): boolean;
  functionIds: string[];
}

/** Logical id of the function with this ARN. */
export function functionByArn(template: ResolvedTemplate, arn: string): string | undefined {
  const functions = Object.entries(template.resources).filter(
    ([, { Type }]) => Type === 'AWS::Lambda::Function',
  );
  return functions.find(([id]) => template.attributeOf(id, 'Arn') === arn)?.[0];
}

/** @throws Error naming a rule whose target is no function here, or one that it may not invoke */
export function rulesOf(template: ResolvedTemplate): Rule[] {
  return resourcesOf(template, 'AWS::Events::Rule', RuleShape)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .map(({ id, name, properties }) => ({
      wants: compilePattern(properties.EventPattern),
      functionIds: properties.Targets.map(({ Arn }) => {
        const functionId = functionByArn(template, Arn);
        if (!functionId) throw new Error(`the rule ${id} sends to ${Arn}, which is no function here`);
        if (!permits(template, 'events', Arn, `rule/${name}`))
          throw new Error(`no AWS::Lambda::Permission lets the rule ${id} invoke ${functionId}`);
        return functionId;
      }),
    }));
}

/** What becomes of an event that a function fails on. */
export interface Retries {
  attempts: number;
  /** Seconds. */
  oldest: number;
  /** Name and ARN of the queue that gets what no try could handle. */
  queue?: { name: string; arn: string };
}

/**
 * How events are retried, by logical id of the function; what the template does not say is Lambda's default.
 * @throws Error naming a destination that is no queue here
 */
export function retriesOf(template: ResolvedTemplate): (functionId: string) => Retries {
  const queues = Object.entries(template.resources).filter(([, { Type }]) => Type === 'AWS::SQS::Queue');
  const configured = new Map(
    resourcesOf(template, 'AWS::Lambda::EventInvokeConfig', RetriesShape).map(({ id, properties }) => {
      const arn = properties.DestinationConfig?.OnFailure.Destination;
      const queue = queues.find(([queueId]) => template.attributeOf(queueId, 'Arn') === arn)?.[0];
      if (arn !== undefined && queue === undefined)
        throw new Error(`${id} leaves failures to ${arn}; only queues are known here`);
      const retries: Retries = {
        attempts: properties.MaximumRetryAttempts,
        oldest: properties.MaximumEventAgeInSeconds,
        ...(arn !== undefined &&
          queue !== undefined && { queue: { arn, name: template.attributeOf(queue, 'QueueName') } }),
      };
      return [properties.FunctionName, retries] as const;
    }),
  );
  return (functionId) => configured.get(template.nameOf(functionId)) ?? { attempts: 2, oldest: 21_600 };
}
