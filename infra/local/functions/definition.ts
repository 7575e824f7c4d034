import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { ResolvedTemplate } from '../template/document.ts';
import { notHere, resourcesOf } from '../template/read.ts';

const FunctionShape = z.strictObject({
  Architectures: notHere('runs on the processor that is here'),
  Code: notHere('found by the path that the CDK notes beside the function'),
  Description: notHere('for people'),
  Environment: z
    .object({ Variables: z.record(z.string(), z.string()).default({}) })
    .default({ Variables: {} }),
  EphemeralStorage: notHere('there is as much as the disk has'),
  FunctionName: z.string().optional(),
  Handler: z.string().regex(/^[\w-]+\.\w+$/),
  LoggingConfig: notHere('logs are files'),
  MemorySize: z.int().default(128),
  ReservedConcurrentExecutions: z.int().min(0).optional(),
  Role: notHere('read by the authorizer'),
  Runtime: z.literal('nodejs24.x'),
  Tags: notHere('for bills'),
  Timeout: z.int().default(3),
  TracingConfig: notHere('nobody traces here'),
});

/** A function of the template, ready to be run. */
export interface FunctionDefinition {
  id: string;
  name: string;
  arn: string;
  /** URL of the bundle. */
  module: string;
  handler: string;
  environment: { [name: string]: string };
  /** MB. */
  memory: number;
  seconds: number;
  /** How many may run at the same time, when the template says. */
  most?: number;
}

/**
 * The functions of a template. Their code is where the CDK says it came from (`aws:asset:path`).
 * @throws Error naming the function whose bundle is not there
 */
export function functionsOf(template: ResolvedTemplate): FunctionDefinition[] {
  return resourcesOf(template, 'AWS::Lambda::Function', FunctionShape).map(({ id, name, properties }) => {
    const folder = template.resources[id]?.Metadata['aws:asset:path'];
    const [file = '', handler = ''] = properties.Handler.split('.');
    const path = typeof folder === 'string' ? join(folder, `${file}.mjs`) : undefined;
    if (path === undefined || !existsSync(path))
      throw new Error(`the code of ${id} is not at ${path ?? 'any known place'}: npm run build makes it`);
    return {
      id,
      name,
      arn: template.attributeOf(id, 'Arn'),
      module: pathToFileURL(path).href,
      handler,
      environment: properties.Environment.Variables,
      memory: properties.MemorySize,
      seconds: properties.Timeout,
      most: properties.ReservedConcurrentExecutions,
    };
  });
}
