import { randomBytes } from 'node:crypto';

/** Who acts when a person or the local system itself looks after the data; no policy speaks of it. */
export const OPERATOR = 'operator';

export interface Secrets {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

/** What an access key stands for; `principal` is the logical id of who acts in the template, or OPERATOR. */
interface Identity {
  principal: string;
  secretAccessKey: string;
  sessionToken: string;
}

export interface Credentials {
  /** The credentials of a principal: the same ones as long as this process lives. */
  issue(principal: string): Secrets;
  lookup(accessKeyId: string): Identity | undefined;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Temporary keys begin with ASIA on AWS; SDKs and people know them by it. */
const newAccessKeyId = (): string =>
  `ASIA${Array.from(randomBytes(16), (byte) => BASE32.charAt(byte & 31)).join('')}`;

/** Credentials of one start: random and in memory only, so that none survives in a file or a log. */
export function createCredentials(): Credentials {
  const issued = new Map<string, Secrets>();
  const identities = new Map<string, Identity>();
  return {
    issue(principal) {
      const known = issued.get(principal);
      if (known) return known;
      const secrets = {
        accessKeyId: newAccessKeyId(),
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(96).toString('base64'),
      };
      issued.set(principal, secrets);
      identities.set(secrets.accessKeyId, {
        principal,
        secretAccessKey: secrets.secretAccessKey,
        sessionToken: secrets.sessionToken,
      });
      return secrets;
    },
    lookup: (accessKeyId) => identities.get(accessKeyId),
  };
}
