import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { validAnswers } from '../fixtures/answers.ts';
import { bareClient, type Store } from './bare-client.ts';
import { median, table } from './figures.ts';

const SUBMISSIONS = 200;
const WARM_UP = 50;

/** Milliseconds of this thread's CPU that a call takes, waiting not counted. */
async function cpuOf(call: () => Promise<void>): Promise<number> {
  const before = process.threadCpuUsage();
  await call();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/** The event that API Gateway would make of a submission. */
function submissionEvent(unit: string, token: string, n: number) {
  const path = '/reports/open-day/submissions';
  return {
    version: '2.0',
    routeKey: 'POST /reports/{form}/submissions',
    rawPath: path,
    rawQueryString: '',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `cpu-${unit}-${n}`,
      host: '127.0.0.1',
    },
    requestContext: {
      http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
      domainName: '127.0.0.1',
      stage: '$default',
    },
    pathParameters: { form: 'open-day' },
    isBase64Encoded: false,
    body: JSON.stringify({ answers: validAnswers['open-day']?.(unit, { rows: 16 }), attachments: [] }),
  };
}

/** The deployed bundle's handler, called in this thread; and the bare client's calls, the same way. */
export async function handlerCpu(host: Store & { unit: string; token: string }): Promise<void> {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: host.dynamo,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: host.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: host.credentials.secretAccessKey,
    ...(host.credentials.sessionToken && { AWS_SESSION_TOKEN: host.credentials.sessionToken }),
    CAMPAIGN: 'heilongjiang-2023',
    CLOCK_OFFSET_SECONDS: String(Math.round((Date.parse('2023-05-10T09:00:00+08:00') - Date.now()) / 1000)),
    RECORDS_TABLE: host.table,
    ATTACHMENTS_BUCKET: 'attachments',
    ATTACHMENTS_ORIGIN: 'http://127.0.0.1:1/attachments',
  });
  const { handler } = await import(join(process.cwd(), 'dist/functions/report/index.mjs'));
  const bare = bareClient(host);
  const packed = gzipSync(JSON.stringify(validAnswers['open-day']?.(host.unit, { rows: 16 })), { level: 1 });
  const times = { system: [] as number[], bare: [] as number[] };
  // Lines of its log would stand among the figures.
  const { write } = process.stdout;
  process.stdout.write = () => true;
  for (let n = 1; n <= WARM_UP + SUBMISSIONS; n++) {
    const event = submissionEvent(host.unit, host.token, n);
    const system = await cpuOf(async () => {
      const answer = await handler(event, {});
      if (answer.statusCode !== 201) throw new Error(JSON.stringify(answer));
    });
    const calls = await cpuOf(() => bare(`cpu-${host.unit}`, n, { answers: packed }));
    if (n <= WARM_UP) continue;
    times.system.push(system);
    times.bare.push(calls);
  }
  process.stdout.write = write;
  const own = median(times.system) - median(times.bare);
  table([
    {
      'CPU ms a submission (median)': 'handler, with the SDK',
      ms: median(times.system).toFixed(2),
    },
    { 'CPU ms a submission (median)': 'the same calls by the bare SDK', ms: median(times.bare).toFixed(2) },
    { 'CPU ms a submission (median)': 'our own', ms: own.toFixed(2) },
  ]);
}
