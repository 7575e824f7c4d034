import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { ResolvedTemplate } from '../template/document.ts';
import { notHere, resourcesOf } from '../template/read.ts';

const KeySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const Shape = z.strictObject({
  AttributeDefinitions: z.array(
    z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  BillingMode: z.literal('PAY_PER_REQUEST'),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .optional(),
  KeySchema,
  Replicas: z.array(notHere('recovery, protection and tags of a table that is a file of yours')).length(1),
  SSESpecification: notHere('it lies on your own disk'),
  StreamSpecification: z
    .strictObject({ StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']) })
    .optional(),
  TableName: z.string().optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
});

export interface TableDefinition {
  id: string;
  name: string;
  /** Names of the key's attributes. */
  key: string[];
  /** Rows end at this many seconds since 1970. */
  ttlAttribute?: string;
  shape: z.infer<typeof Shape>;
}

export function tablesOf(template: ResolvedTemplate): TableDefinition[] {
  return resourcesOf(template, 'AWS::DynamoDB::GlobalTable', Shape).map(({ id, name, properties }) => {
    const { TimeToLiveSpecification: ttl } = properties;
    return {
      id,
      name,
      key: properties.KeySchema.map(({ AttributeName }) => AttributeName),
      ...(ttl?.Enabled && { ttlAttribute: ttl.AttributeName }),
      shape: properties,
    };
  });
}

/**
 * Makes a table if it is not there yet. One that is there is taken as it is: its keys cannot be changed, and what
 * can be would show in a deployment, not here.
 */
export async function createTable(client: DynamoDBClient, { name, shape }: TableDefinition): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        AttributeDefinitions: shape.AttributeDefinitions,
        KeySchema: shape.KeySchema,
        BillingMode: shape.BillingMode,
        GlobalSecondaryIndexes: shape.GlobalSecondaryIndexes,
        ...(shape.StreamSpecification && {
          StreamSpecification: { StreamEnabled: true, ...shape.StreamSpecification },
        }),
      }),
    );
  } catch (error) {
    if (error instanceof ResourceInUseException) return;
    throw error;
  }
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: name });
}
