import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { leftOut, NEVER_RUN } from '../../infra/left-out.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const ENTRY = `
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  import { handle } from 'hono/aws-lambda';
  import { compress } from 'hono/compress';
  import { jsx } from 'hono/jsx';
  import { Hono } from 'hono/tiny';
  import * as z from 'zod';
  export const whole = [Hono, jsx, z.string().parse('')];
  export const answer = handle(new Hono().use(compress({ contentTypeFilter: /^text/, threshold: 0 })).get('/a', (c) => c.text(c.req.query('b'))));
  export const client = (region, endpoint) => new DynamoDBClient({ region, endpoint });
`;

/** Where a client sends its requests. */
async function addressOf({ config }: DynamoDBClient, Region: string): Promise<string> {
  const given = await config.endpoint?.();
  const Endpoint = given && `${given.protocol}//${given.hostname}:${given.port}`;
  return config.endpointProvider({ Region, Endpoint, UseDualStack: false, UseFIPS: false }).url.href;
}

describe('what is left out of bundles', () => {
  let inputs: string[];
  let text: string;
  let bundled: {
    client(region: string, endpoint?: string): DynamoDBClient;
    answer(event: unknown): Promise<{
      statusCode: number;
      body: string;
      headers?: Record<string, string>;
      isBase64Encoded?: boolean;
    }>;
  };

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'left-out-'));
    const { metafile, outputFiles } = await build({
      stdin: { contents: ENTRY, resolveDir: ROOT },
      absWorkingDir: ROOT,
      bundle: true,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
      banner: {
        js: "import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);",
      },
      plugins: [leftOut],
      metafile: true,
      write: false,
    });
    inputs = Object.keys(metafile.inputs).map((path) => `/${path}`);
    text = outputFiles[0]?.text ?? '';
    writeFileSync(join(folder, 'index.mjs'), text);
    bundled = await import(join(folder, 'index.mjs'));
  });

  it.each(NEVER_RUN.map(({ path }) => [path]))('is still where it was: %s', (path) => {
    expect(inputs.filter((input) => path.test(input))).not.toEqual([]);
  });

  it.each(['us-east-1', 'eu-central-1', 'ap-east-1', 'cn-north-1', 'cn-northwest-1'])(
    'makes no difference to where the table of %s is looked for',
    async (region) => {
      const whole = await addressOf(new DynamoDBClient({ region }), region);
      expect(await addressOf(bundled.client(region), region)).toBe(whole);
      expect(whole).toContain(region);
    },
  );

  it('names no region, because patterns tell where each belongs', () => {
    expect(text).toContain('regionRegex');
    expect(text).not.toContain('Cape Town');
  });

  it('answers the events of the gateway, and knows no others', async () => {
    const http = { method: 'GET' };
    const event = {
      rawPath: '/a',
      rawQueryString: 'b=c',
      requestContext: { domainName: 'example.org', http },
    };
    expect(await bundled.answer(event)).toMatchObject({ statusCode: 200, body: 'c' });
    expect(text).not.toContain('httpMethod');
    const packed = { ...event, headers: { 'accept-encoding': 'deflate;q=0.5, gzip;q=0.8, *;q=0.1' } };
    const { body, headers, isBase64Encoded } = await bundled.answer(packed);
    expect([headers?.['content-encoding'], isBase64Encoded]).toEqual(['gzip', true]);
    expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toBe('c');
  });

  it('makes no difference to an address that is given', async () => {
    const given = 'http://127.0.0.1:3003';
    expect(await addressOf(bundled.client('us-east-1', given), 'us-east-1')).toBe(`${given}/`);
  });
});
