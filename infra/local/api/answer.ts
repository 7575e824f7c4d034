import * as z from 'zod';

/** What goes back to the one who asked. */
export interface Answer {
  status: number;
  headers: [string, string][];
  body: Buffer;
}

const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** An answer of the gateway itself: `{"message":"Not Found"}` */
export function ownAnswer(status: number, message: string): Answer {
  return {
    status,
    headers: [['content-type', 'application/json']],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/**
 * What a function returned, as payload format 2.0 reads it: with a `statusCode` the answer itself, without one a
 * body of JSON.
 */
export function toAnswer(payload: string): Answer {
  const returned: unknown = JSON.parse(payload);
  const isStructured = typeof returned === 'object' && returned !== null && 'statusCode' in returned;
  if (!isStructured)
    return {
      status: 200,
      headers: [['content-type', 'application/json']],
      body: Buffer.from(typeof returned === 'string' ? returned : payload),
    };
  const structured = Structured.safeParse(returned);
  if (!structured.success) return ownAnswer(500, 'Internal Server Error');
  const { statusCode, headers, cookies, body, isBase64Encoded } = structured.data;
  const own = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    String(value),
  ]);
  const hasType = own.some(([name]) => name === 'content-type');
  return {
    status: statusCode,
    headers: [
      ...own.filter(([name]) => name !== 'content-length' && name !== 'connection'),
      ...(hasType ? [] : [['content-type', 'text/plain;charset=utf-8'] satisfies [string, string]]),
      ...cookies.map((cookie): [string, string] => ['set-cookie', cookie]),
    ],
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
}
