/**
 * Puts contacts into the table, or changes them: `node infra/roster.ts --table NAME [--campaign ID] contacts.csv`,
 * with the columns email, role (unit, office or lead), unit and office; other columns are not read. Nothing is
 * written while a line is wrong. Credentials and region come from the shell, as for `cdk deploy`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Campaign } from '../schemas/campaign.ts';
import { campaignOf } from '../schemas/campaigns/live.ts';
import { rosterLine } from '../schemas/roster.ts';
import type { Contact } from '../schemas/session.ts';
import { LAST_LEAD, leadsFirst, putContact, staysOpen } from './put-contact.ts';
import { standingOf } from './standing.ts';

/** What a file holds: contacts, or a sentence for each line that is wrong, with its number in the file. */
export function readRoster(csv: string, campaign: Campaign): { contacts: Contact[]; wrong: string[] } {
  const lines: { record: { [column: string]: string }; info: { lines: number } }[] = parse(csv, {
    bom: true,
    columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
    trim: true,
    skip_empty_lines: true,
    // Cells at the end of a line that spreadsheets leave out.
    relax_column_count: true,
    info: true,
  });
  const shape = rosterLine(campaign);
  const seen = new Map<string, number>();
  const contacts: Contact[] = [];
  const wrong: string[] = [];
  for (const { record, info } of lines) {
    const line = shape.safeParse(record);
    if (!line.success) {
      const reasons = line.error.issues.map(({ path, message }) => [...path, message].join(': '));
      wrong.push(`line ${info.lines}: ${reasons.join('; ')}`);
      continue;
    }
    const before = seen.get(line.data.email);
    if (before === undefined) contacts.push(line.data);
    else
      wrong.push(
        `line ${info.lines}: the address of line ${before} again; one address acts for one unit or office`,
      );
    seen.set(line.data.email, before ?? info.lines);
  }
  if (lines.length === 0) wrong.push('there are no lines below the names of the columns');
  return { contacts, wrong };
}

const USAGE = 'node infra/roster.ts --table NAME [--campaign ID] contacts.csv';

/** The campaign that `cdk deploy` takes when it is told no other. */
const usualCampaign = (): string =>
  z
    .object({ context: z.object({ campaign: z.string() }) })
    .parse(JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8'))).context.campaign;

async function main(): Promise<string | undefined> {
  const { values, positionals } = parseArgs({
    options: { table: { type: 'string' }, campaign: { type: 'string', default: usualCampaign() } },
    allowPositionals: true,
  });
  const [file] = positionals;
  if (values.table === undefined || file === undefined) return USAGE;
  const release = campaignOf(values.campaign);
  if (!release) return `there is no campaign ${values.campaign} in schemas/campaigns`;

  if (!existsSync(file)) return `there is no file ${file}`;
  const client = new DynamoDBClient();
  const campaign = await standingOf(client, values.table, release);
  const { contacts, wrong } = readRoster(readFileSync(file, 'utf8'), campaign);
  if (wrong.length > 0) return [...wrong, 'Nothing was written.'].join('\n');
  if (!(await staysOpen(client, values.table, campaign.id, contacts))) return LAST_LEAD;
  for (const contact of leadsFirst(contacts)) await putContact(client, values.table, contact);
  console.log(`${contacts.length} contacts of ${campaign.id} are in ${values.table}.`);
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const complaint = await main();
  if (complaint !== undefined) {
    console.error(complaint);
    process.exitCode = 1;
  }
}
