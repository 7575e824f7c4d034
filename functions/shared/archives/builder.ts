import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Archive } from '../../../schemas/archive.ts';

/** What builds archives, apart from who asks for them. */
export interface Builder {
  /**
   * Starts an execution of this name for a job; one that exists goes on as it is.
   * @param name by default the archive's id, so that a job never runs twice at the same time
   */
  start(archive: Pick<Archive, 'id' | 'campaign'>, name?: string): Promise<void>;
}

export function openBuilder(stateMachineArn: string, client = new SFNClient()): Builder {
  return {
    async start({ id, campaign }, name = id) {
      const input = JSON.stringify({ archive: id, campaign });
      try {
        await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
      } catch (error) {
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
  };
}
