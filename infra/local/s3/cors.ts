import { S3Error } from './errors.ts';

/** One rule of a bucket; origins and headers may hold one `*` each. */
export interface CorsRule {
  allowedOrigins: string[];
  allowedMethods: string[];
  allowedHeaders?: string[];
  exposedHeaders?: string[];
  maxAgeSeconds?: number;
}

export interface CorsAsk {
  origin: string;
  method: string;
  /** Lower-case names that a preflight asks for; none for the request itself. */
  headers: string[];
}

/** `https://*.example.org` */
function matches(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === value;
  const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return value.length >= head.length + tail.length && value.startsWith(head) && value.endsWith(tail);
}

/** The headers of the first rule that allows it; undefined when none does. */
export function corsHeaders(rules: CorsRule[], ask: CorsAsk): Record<string, string> | undefined {
  for (const rule of rules) {
    const origin = rule.allowedOrigins.find((pattern) => matches(pattern, ask.origin));
    const allowed = rule.allowedHeaders?.map((name) => name.toLowerCase()) ?? [];
    if (origin === undefined || !rule.allowedMethods.includes(ask.method)) continue;
    if (!ask.headers.every((name) => allowed.some((pattern) => matches(pattern, name)))) continue;
    return {
      'access-control-allow-origin': origin === '*' ? '*' : ask.origin,
      'access-control-allow-methods': rule.allowedMethods.join(', '),
      ...(origin === '*' ? {} : { 'access-control-allow-credentials': 'true' }),
      ...(ask.headers.length > 0 ? { 'access-control-allow-headers': ask.headers.join(', ') } : {}),
      ...(rule.exposedHeaders?.length
        ? { 'access-control-expose-headers': rule.exposedHeaders.join(', ') }
        : {}),
      ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    };
  }
  return undefined;
}

/**
 * Answers an OPTIONS request.
 * @throws S3Error BadRequest without the headers that make a preflight, AccessForbidden when no rule allows it.
 */
export function preflight(
  rules: CorsRule[],
  header: (name: string) => string | undefined,
): Record<string, string> {
  const [origin, method] = [header('origin'), header('access-control-request-method')];
  if (origin === undefined || method === undefined) {
    throw new S3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  }
  if (rules.length === 0)
    throw new S3Error('AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.');
  const asked = header('access-control-request-headers') ?? '';
  const headers = asked
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const allowed = corsHeaders(rules, { origin, method, headers });
  if (!allowed) throw new S3Error('AccessForbidden');
  return allowed;
}
