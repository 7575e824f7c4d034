import type { QueryError } from './aws-query.ts';

/** What of the template can be named in a request, by name, with its ARN. */
export interface SesResources {
  region: string;
  /** Domains and addresses that mail may come from. */
  identities: { [domainOrAddress: string]: string };
  configurationSets: { [name: string]: string };
}

export interface Sending {
  action: 'SendRawEmail' | 'SendEmail';
  from: string;
  /** ARNs that the caller must be allowed to send with. */
  resources: string[];
  recipients: string[];
  configurationSet?: string;
  /** What events about the mail shall name it by. */
  tags: { [name: string]: string };
}

const MOST_RECIPIENTS = 50;
const LONGEST_MESSAGE = 10 * 1024 ** 2;

const members = (fields: URLSearchParams, prefix: string): string[] =>
  [...fields].filter(([name]) => name.startsWith(`${prefix}.member.`)).map(([, value]) => value);

/** `张三 <a@example.org>` => `a@example.org` */
const bareAddress = (text: string): string => (/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text).trim();

/** The address in the From header of a message, which may be folded over lines. */
function fromHeader(message: Buffer): string | undefined {
  const end = message.indexOf('\r\n\r\n');
  const head = message
    .subarray(0, end < 0 ? undefined : end)
    .toString('latin1')
    .replace(/\r?\n[ \t]+/g, ' ');
  const value = /^from:(.*)$/im.exec(head)?.[1];
  return value === undefined ? undefined : bareAddress(value);
}

/** The identity that covers an address: itself, its domain or a domain above that. */
function identityOf(identities: SesResources['identities'], address: string): string | undefined {
  const labels = address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .split('.');
  const candidates = [address, ...labels.map((_, from) => labels.slice(from).join('.'))];
  return candidates.map((name) => identities[name]).find((arn) => arn !== undefined);
}

const invalid = (message: string): QueryError => ({ status: 400, code: 'InvalidParameterValue', message });

/** What is wrong with an address as SES words it, or undefined. SES takes no address beyond ASCII. */
function addressProblem(address: string): string | undefined {
  const [local = '', domain = '', ...more] = bareAddress(address).split('@');
  if (more.length > 0 || !domain) return "Missing final '@domain'";
  if (!/^[\x21-\x7e]+$/.test(local)) return 'Local address contains control or whitespace';
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(domain) ? undefined : 'Domain contains illegal character';
}

/** `Tags.member.1.Name=mail&Tags.member.1.Value=x` => `{ mail: 'x' }` */
const tagsOf = (fields: URLSearchParams): Sending['tags'] =>
  Object.fromEntries(
    [...fields].flatMap(([name, value]) => {
      const member = /^(Tags\.member\.\d+)\.Name$/.exec(name)?.[1];
      return member === undefined ? [] : [[value, fields.get(`${member}.Value`) ?? '']];
    }),
  );

/** Names and values alike. */
const TAG = /^[\w-]{1,256}$/;

/** Reads a request of the SES v1 API, and says no where SES would before it looks at permissions. */
export function readSending(fields: URLSearchParams, known: SesResources): Sending | QueryError {
  const action = fields.get('Action');
  if (action !== 'SendRawEmail' && action !== 'SendEmail')
    return { status: 400, code: 'InvalidAction', message: `Could not find operation ${action}` };
  const raw = Buffer.from(fields.get('RawMessage.Data') ?? '', 'base64');
  if (raw.length > LONGEST_MESSAGE)
    return invalid(`Message length is more than ${LONGEST_MESSAGE} bytes long`);
  const source = fields.get('Source') ?? undefined;
  const from = action === 'SendRawEmail' ? fromHeader(raw) : source && bareAddress(source);
  if (from === undefined) return invalid("Missing required header 'From'.");
  const recipients = [
    'Destinations',
    'Destination.ToAddresses',
    'Destination.CcAddresses',
    'Destination.BccAddresses',
  ].flatMap((prefix) => members(fields, prefix));
  if (recipients.length > MOST_RECIPIENTS) return invalid(`Recipient count exceeds ${MOST_RECIPIENTS}.`);
  const problem = [from, ...recipients].map(addressProblem).find((found) => found !== undefined);
  if (problem !== undefined) return invalid(problem);

  const senders = [...new Set([from, source === undefined ? from : bareAddress(source)])];
  const identities = senders.map((sender) => identityOf(known.identities, sender));
  const unverified = senders.filter((_, i) => identities[i] === undefined);
  if (unverified.length > 0) {
    const where = `in region ${known.region.toUpperCase()}: ${unverified.join(', ')}`;
    const message = `Email address is not verified. The following identities failed the check ${where}`;
    return { status: 400, code: 'MessageRejected', message };
  }
  const setName = fields.get('ConfigurationSetName');
  const set = setName === null ? [] : [known.configurationSets[setName]];
  if (set.includes(undefined)) {
    const message = `Configuration set <${setName}> does not exist.`;
    return { status: 400, code: 'ConfigurationSetDoesNotExist', message };
  }
  const tags = tagsOf(fields);
  if (
    !Object.entries(tags)
      .flat()
      .every((text) => TAG.test(text))
  )
    return invalid('Tag names and values may have letters, digits, underscores and dashes alone.');
  const resources = [...identities, ...set].filter((arn) => arn !== undefined);
  return {
    action,
    from,
    resources: [...new Set(resources)],
    recipients: recipients.map(bareAddress),
    ...(setName !== null && { configurationSet: setName }),
    tags,
  };
}
