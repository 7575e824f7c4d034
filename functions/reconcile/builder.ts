import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Archive } from '../../schemas/archive.ts';

export interface Builder {
  /** Starts an execution of this name for a job; one that exists is left as it is. */
  start(name: string, archive: Pick<Archive, 'id' | 'campaign'>): Promise<void>;
}

export function openBuilder(stateMachineArn: string, client = new SFNClient()): Builder {
  return {
    async start(name, { id, campaign }) {
      const input = JSON.stringify({ archive: id, campaign });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
