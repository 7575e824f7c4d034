import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Credentials } from '../iam/credentials.ts';
import type { Place } from '../place.ts';
import type { FunctionDefinition } from './definition.ts';
import { type Endpoints, environmentOf } from './environment.ts';
import type { Outcome } from './message.ts';
import { createPool, type Pool } from './pool.ts';
import { openSandbox } from './sandbox.ts';

/** Threads of one function. Two processors are busy with fewer; while some wait for the store, others compute. */
const MOST_SANDBOXES = 4;

/** All functions of the system. */
export interface Fleet {
  /** @param functionId logical id */
  invoke(functionId: string, payload: string): Promise<Outcome>;
  /** Loads functions ahead of their first events, the first ones first, one after the other. */
  warm(functionIds: string[]): Promise<void>;
  close(): Promise<void>;
}

export interface FleetOptions {
  definitions: FunctionDefinition[];
  place: Place;
  endpoints: Endpoints;
  credentials: Credentials;
  clockOffsetSeconds: number;
  /** One file a function is written there. */
  logs: string;
}

/** @returns functions that can be invoked, each with an environment, credentials and a log of its own */
export function createFleet(options: FleetOptions): Fleet {
  const { definitions, place, endpoints, credentials, clockOffsetSeconds, logs } = options;
  mkdirSync(logs, { recursive: true });
  const members = new Map(
    definitions.map((definition) => {
      const name = definition.environment.CAPABILITY ?? definition.name;
      const log = createWriteStream(join(logs, `${name}.log`), { flags: 'a' });
      const secrets = credentials.issue(definition.id);
      const environment = environmentOf(definition, place, endpoints, secrets, clockOffsetSeconds);
      const pool: Pool = createPool(
        () => openSandbox(definition, environment, log),
        Math.min(definition.most ?? MOST_SANDBOXES, MOST_SANDBOXES),
      );
      return [definition.id, { pool, log }] as const;
    }),
  );

  function member(functionId: string) {
    const found = members.get(functionId);
    if (!found) throw new Error(`${functionId} is no function here`);
    return found;
  }

  let closing = false;
  return {
    invoke: (functionId, payload) => member(functionId).pool.invoke(payload),
    async warm(functionIds) {
      for (const id of functionIds) if (!closing) await member(id).pool.warm();
    },
    async close() {
      closing = true;
      await Promise.all([...members.values()].map(({ pool }) => pool.close()));
      for (const { log } of members.values()) log.end();
    },
  };
}
