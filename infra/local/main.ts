/**
 * `npm start`: the whole system on this machine.
 *
 * - `PORT` (3000): the site; the mail inbox, S3 and DynamoDB have the next three ports.
 * - `LOCAL_DIR` (.local): where everything is kept.
 * - `CLOCK` (2023-05-10T09:00:00+08:00): the campaign's time at the first start; it goes on from there.
 * - `CLAMD`: where a ClamAV daemon answers, `127.0.0.1:3310` or `/run/clamav/clamd.ctl`; it scans what is uploaded. Files
 *   of more than `CLAMD_MAX_MB` (100) it does not get: that is its own limit, unless it was told otherwise.
 * - `DYNAMODB_ENDPOINT`: a DynamoDB that runs already, for machines that the bundled one is not made for.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unusedGrants } from './iam/grants.ts';
import { LocalProblem } from './problem.ts';
import { scannerLine, scanningOf } from './scanner/settings.ts';
import { type Local, startLocal } from './system.ts';

function tell(local: Local, scanner: string): void {
  const { siteUrl, mailUrl, s3Url, dynamoUrl, directory, clockOffsetSeconds, campaign } = local;
  const now = new Date(Date.now() + clockOffsetSeconds * 1000);
  const at = now.toLocaleString('sv-SE', { timeZone: campaign.timeZone });
  const [unit] = campaign.units;
  const lead = campaign.offices.find((office) => office.lead);
  console.log(`
  网站 Site        ${siteUrl}
  收件箱 Mail      ${mailUrl}
  S3               ${s3Url}
  DynamoDB         ${dynamoUrl}
  时钟 Clock       ${at} ${campaign.timeZone}
  病毒扫描 Scanner ${scanner}
  数据 Data        ${directory}

  登录：<单位或部门>@example.org，如 ${unit?.id}@example.org、${lead?.id}@example.org；验证码在收件箱中。
  Sign in as <unit or office>@example.org, e.g. ${unit?.id}@example.org or ${lead?.id}@example.org; the code is in the inbox.
  按 Ctrl-C 停止 · Ctrl-C stops it
`);
}

/** What was granted and never needed, and what was asked for and refused: for whoever looks after the policies. */
function reportGrants({ authorizer, directory }: Local): void {
  const report = { unused: unusedGrants(authorizer.usage()), refused: authorizer.refusals() };
  writeFileSync(join(directory, 'grants.json'), JSON.stringify(report, undefined, 2));
}

async function main(): Promise<void> {
  const { PORT = '3000', LOCAL_DIR = '.local', CLOCK, DYNAMODB_ENDPOINT } = process.env;
  if (!/^\d{1,5}$/.test(PORT) || Number(PORT) > 65_532)
    throw new LocalProblem(
      `PORT 应为 0 到 65532 的数字。\nPORT must be a number from 0 to 65532, not "${PORT}"; the three after it are used too.`,
    );
  const scanning = scanningOf(process.env);
  const local = await startLocal({
    port: Number(PORT),
    directory: LOCAL_DIR,
    clock: CLOCK,
    dynamodbEndpoint: DYNAMODB_ENDPOINT,
    scanning,
  });
  tell(local, await scannerLine(scanning));

  let stopping = false;
  async function stop(code: number): Promise<void> {
    // The second time is meant.
    if (stopping) process.exit(1);
    stopping = true;
    // Whoever stops it does not wait for an archive of an hour; what is cut off is taken up at the next start.
    setTimeout(() => process.exit(code), 10_000).unref();
    await local.close();
    reportGrants(local);
    process.exit(code);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));
  void local.ended.then((sentence) => {
    console.error(sentence);
    return stop(1);
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof LocalProblem ? `\n${error.message}\n` : error);
  process.exit(1);
});
