import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Archive } from '../../schemas/archive.ts';

/** What builds archives, apart from who asks for them. */
export interface Builder {
  /** Starts a job; one that was started before goes on as it is. */
  start(archive: Pick<Archive, 'id' | 'campaign'>): Promise<void>;
}

/** The archive's id names the execution, so that a job never runs twice at the same time. */
export function openBuilder(stateMachineArn: string, client = new SFNClient()): Builder {
  return {
    async start({ id, campaign }) {
      const input = JSON.stringify({ archive: id, campaign });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name: id, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
