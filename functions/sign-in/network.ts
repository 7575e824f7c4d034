import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that belong to one household or office: it has 2^64 addresses of its own. */
const GROUPS = 4;

/** Where a request comes from, as limits count it: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(client: string): string {
  if (!isIPv6(client)) return client;
  const [, embedded] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(client) ?? [];
  if (embedded !== undefined) return embedded;
  const [head = '', tail] = client.split('%')[0]?.split('::') ?? [];
  const front = head.split(':').filter(Boolean);
  const back = (tail ?? '').split(':').filter(Boolean);
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(gap).fill('0'), ...back];
  return groups
    .slice(0, GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
