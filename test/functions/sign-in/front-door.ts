import { beforeEach } from '@jest/globals';
import { signInApp } from '../../../functions/sign-in/app.ts';
import { deliver, enrol, harbin, type Mailroom, mailroom } from '../send-mail/mailroom.ts';

export const EMAIL = 'harbin@example.org';
const JSON_TYPE = { accept: 'application/json', 'content-type': 'application/json' };
export const PAGE = {
  accept: 'text/html,application/xhtml+xml',
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
};

/** All of the running test. */
export let room: Mailroom;
export let app: ReturnType<typeof signInApp>;
let client: string;

beforeEach(async () => {
  room = mailroom();
  client = '198.51.100.7';
  const { table, log, clock } = room;
  app = signInApp({
    campaign: room.campaign,
    table,
    log,
    clock: () => clock(),
    clientAddress: () => client,
  });
  await enrol(room, harbin());
  await enrol(room, {
    email: 'lead@example.org',
    campaign: room.campaign.id,
    role: 'lead',
    office: 'lead',
  });
});

export const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
  app.request(path, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) });

export const submit = async (path: string, fields: Record<string, string>, cookie = '') =>
  app.request(path, {
    method: 'POST',
    headers: { ...PAGE, cookie },
    body: new URLSearchParams(fields).toString(),
  });

export const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

export async function mailedCode(): Promise<string> {
  await deliver(room);
  return /\b(\d{6})\b/.exec(room.sent.at(-1)?.text ?? '')?.[1] ?? '';
}

export async function codeFor(email = EMAIL): Promise<string> {
  await post('/sign-in', { email });
  return mailedCode();
}

export const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

export const advance = (minutes: number) => {
  room.now = new Date(room.now.getTime() + minutes * 60_000);
};

/** Whoever asks next has this address. */
export const comesFrom = (address: string) => {
  client = address;
};
