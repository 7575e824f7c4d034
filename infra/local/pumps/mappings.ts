import * as z from 'zod';
import type { ResolvedTemplate } from '../template/document.ts';
import { notHere, resourcesOf } from '../template/read.ts';
import type { Policy } from './deliver.ts';
import { compilePattern } from './pattern.ts';

const Shape = z.strictObject({
  BatchSize: z.int().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  FunctionName: z.string(),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  MaximumBatchingWindowInSeconds: notHere('batches are handed over as soon as they are read'),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  MaximumRetryAttempts: z.number().default(-1),
  ParallelizationFactor: notHere('one batch after the other is quick enough here'),
  StartingPosition: z.literal('TRIM_HORIZON'),
  Tags: notHere('for bills'),
});

/** A stream whose records go to a function. */
export interface Mapping {
  id: string;
  functionId: string;
  tableName: string;
  streamArn: string;
  batchSize: number;
  policy: Policy;
  wants(record: unknown): boolean;
  /** Name of the bucket that takes what no try could handle. */
  failures?: string;
}

/** -1 means no limit. */
const limit = (given: number): number => (given < 0 ? Number.POSITIVE_INFINITY : given);

/** @throws Error naming a source, function or destination that is not known here */
export function mappingsOf(template: ResolvedTemplate): Mapping[] {
  const ids = Object.entries(template.resources);
  const tables = ids.filter(([, { Type }]) => Type === 'AWS::DynamoDB::GlobalTable').map(([id]) => id);
  const buckets = ids.filter(([, { Type }]) => Type === 'AWS::S3::Bucket').map(([id]) => id);
  const functions = ids.filter(([, { Type }]) => Type === 'AWS::Lambda::Function').map(([id]) => id);
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping', Shape)
    .filter(({ properties }) => properties.Enabled)
    .map(({ id, properties }) => {
      const { EventSourceArn, FunctionName, FilterCriteria } = properties;
      const table = tables.find((one) => template.attributeOf(one, 'StreamArn') === EventSourceArn);
      if (!table) throw new Error(`${id} reads ${EventSourceArn}, which is no stream of a table here`);
      const functionId = functions.find((one) =>
        [template.nameOf(one), template.attributeOf(one, 'Arn')].includes(FunctionName),
      );
      if (!functionId) throw new Error(`${id} feeds ${FunctionName}, which is no function here`);
      const destination = properties.DestinationConfig?.OnFailure.Destination;
      const bucket = buckets.find((one) => template.attributeOf(one, 'Arn') === destination);
      if (destination !== undefined && !bucket)
        throw new Error(`${id} leaves failures to ${destination}; only buckets are known here`);
      const filters = FilterCriteria?.Filters.map(({ Pattern }) => compilePattern(JSON.parse(Pattern)));
      return {
        id,
        functionId,
        tableName: template.nameOf(table),
        streamArn: EventSourceArn,
        batchSize: properties.BatchSize,
        policy: {
          retries: limit(properties.MaximumRetryAttempts),
          oldest: limit(properties.MaximumRecordAgeInSeconds),
          bisect: properties.BisectBatchOnFunctionError,
          partial: properties.FunctionResponseTypes.length > 0,
        },
        wants: (record) => filters === undefined || filters.some((filter) => filter(record)),
        failures: bucket === undefined ? undefined : template.nameOf(bucket),
      };
    });
}
