import { createHash } from 'node:crypto';
import {
  type DynamoDBClient,
  paginateQuery,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import {
  contactKey,
  contactRows,
  formerRow,
  keepsLead,
  RosterContact,
  rosterKey,
  sameNotes,
} from '../schemas/roster.ts';
import type { Contact } from '../schemas/session.ts';
import { find, raised, versionOf } from './standing.ts';

/** Told in both languages: who runs the command may be neither's. */
export const LAST_LEAD = [
  '牵头部门至少要保留一位能登录的联系人（邮件没有退回）。请在文件中为牵头部门另列一个邮箱（role为lead），再导入。没有写入任何内容。',
  'The lead office needs one contact at least who can sign in, that is, whose mails do not come back. Put another address for the lead office (role lead) into the file and run this again. Nothing was written.',
].join('\n');

const TRIES = 4;

async function listContacts(client: DynamoDBClient, TableName: string, campaign: string) {
  const { pk } = rosterKey({ campaign, email: '', role: 'lead' });
  const pages = paginateQuery(
    { client },
    {
      TableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :contact)',
      ExpressionAttributeValues: marshall({ ':pk': pk, ':contact': 'CONTACT#' }),
      ConsistentRead: true,
    },
  );
  const contacts: RosterContact[] = [];
  for await (const { Items = [] } of pages) {
    contacts.push(...Items.map((item) => RosterContact.parse(unmarshall(item))));
  }
  return contacts;
}

/** Those who come to the lead office first: wherever the command breaks off, somebody of it can sign in. */
export const leadsFirst = (contacts: readonly Contact[]): Contact[] =>
  contacts.toSorted((a, b) => Number(b.role === 'lead') - Number(a.role === 'lead'));

/** Is somebody of the lead office left who can sign in, when the file's contacts are put into the table? */
export async function staysOpen(
  client: DynamoDBClient,
  table: string,
  campaign: string,
  contacts: readonly Contact[],
): Promise<boolean> {
  const before = await listContacts(client, table, campaign);
  const after = new Map<string, RosterContact>(before.map((contact) => [contact.email, contact]));
  for (const contact of contacts) {
    after.set(contact.email, { ...contact, reach: after.get(contact.email)?.reach });
  }
  return keepsLead(before, [...after.values()]);
}

/** Would the campaign that the contact acts in until now lose its last way in? */
async function requireLead(client: DynamoDBClient, table: string, leaving: RosterContact): Promise<void> {
  const before = await listContacts(client, table, leaving.campaign);
  if (
    !keepsLead(
      before,
      before.filter(({ email }) => email !== leaving.email),
    )
  )
    throw new Error(LAST_LEAD);
}

/** What writes a contact down; nothing when the table says so already. */
function writesOf(TableName: string, known: RosterContact | undefined, contact: Contact, at: string) {
  const put = (item: object, condition?: ReturnType<typeof sameNotes>) => ({
    Put: {
      TableName,
      Item: marshall(item, { removeUndefinedValues: true }),
      ...(condition && {
        ConditionExpression: condition.expression,
        ExpressionAttributeNames: condition.names,
        ...(Object.keys(condition.values).length > 0 && {
          ExpressionAttributeValues: marshall(condition.values),
        }),
      }),
    },
  });
  const { name, language, reach, since } = known ?? {};
  const moved = known !== undefined && !sameKey(rosterKey(known), rosterKey(contact));
  if (known && !moved && known.role === contact.role) return [];
  const [inRoster, byAddress] = contactRows({
    ...contact,
    name,
    language,
    reach,
    since: known && !moved ? since : at,
  });
  return [
    put({ ...inRoster }),
    known
      ? put({ ...byAddress }, sameNotes(known))
      : { Put: { ...put({ ...byAddress }).Put, ConditionExpression: 'attribute_not_exists(pk)' } },
    ...(moved ? [{ Delete: { TableName, Key: marshall(rosterKey(known)) } }, put(formerRow(known, at))] : []),
  ];
}

const sameKey = (a: { pk: string; sk: string }, b: { pk: string; sk: string }) =>
  a.pk === b.pk && a.sk === b.sk;

/**
 * Both rows of a contact in one transaction. Who acted for another unit or office until now stops doing so, or the
 * mails of that unit would go on reaching them: that stays as history, and their sessions are over.
 * @throws Error `LAST_LEAD`
 */
export async function putContact(
  client: DynamoDBClient,
  TableName: string,
  contact: Contact,
  now = new Date(),
): Promise<void> {
  const at = now.toISOString();
  for (let tries = 1; ; tries++) {
    // Versions come first: whatever changes after makes them old ones.
    const version = await versionOf(client, TableName, contact.campaign);
    const row = await find(client, TableName, contactKey(contact.email));
    const known = row && RosterContact.parse(row);
    const writes = writesOf(TableName, known, contact, at);
    if (writes.length === 0) return;
    const elsewhere = known && known.campaign !== contact.campaign ? known.campaign : undefined;
    const raise = (campaign: string, from: number) => {
      const hash = createHash('sha256').update(contact.email).digest('hex');
      return { Update: raised(TableName, campaign, from, known && { hash, at }) };
    };
    const raises = [
      raise(contact.campaign, version),
      ...(elsewhere ? [raise(elsewhere, await versionOf(client, TableName, elsewhere))] : []),
    ];
    if (known?.role === 'lead' && (elsewhere || contact.role !== 'lead')) {
      await requireLead(client, TableName, known);
    }
    try {
      await client.send(new TransactWriteItemsCommand({ TransactItems: [...writes, ...raises] }));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException) || tries >= TRIES) throw error;
    }
  }
}
