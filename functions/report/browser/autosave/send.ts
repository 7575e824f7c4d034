/** On a bad line an answer may take long, but one that takes longer than this will not come. */
const PATIENCE = 20_000;

export type Outcome =
  | { kind: 'saved'; version: number }
  /** Somebody saved something else meanwhile. */
  | { kind: 'stale' }
  | { kind: 'signed-out' }
  /** The session is another unit's: this page's text is not for it. */
  | { kind: 'other-unit'; reason: string }
  | { kind: 'refused'; reason: string }
  /** No answer, or one that says "later". */
  | { kind: 'unreachable' };

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

async function read(response: Response): Promise<Outcome> {
  if (response.status === 401) return { kind: 'signed-out' };
  if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' };
  const body: unknown = await response.json();
  const version = member(body, 'version');
  if (response.ok && typeof version === 'number') return { kind: 'saved', version };
  if (member(body, 'code') === 'stale-version') return { kind: 'stale' };
  const reason = String(member(body, 'title') ?? response.status);
  if (member(body, 'code') !== 'other-unit') return { kind: 'refused', reason };
  const errors = member(body, 'errors');
  const [first] = Array.isArray(errors) ? errors : [];
  return { kind: 'other-unit', reason: String(member(first, 'message') ?? reason) };
}

/** Saves a draft as the page's own form would, but stays on the page. */
export async function sendDraft(to: string, body: string, keepalive = false): Promise<Outcome> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const response = await fetch(to, {
      method: 'PUT',
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
      keepalive,
      signal: patience.signal,
    });
    return await read(response);
  } catch {
    return { kind: 'unreachable' };
  } finally {
    clearTimeout(timer);
  }
}
