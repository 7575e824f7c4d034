import { describe, expect, it } from '@jest/globals';
import type { LambdaEvent } from 'hono/aws-lambda';
import { createApp } from '../../../../functions/shared/http/app.ts';
import { entry } from '../../../../functions/shared/http/entry.ts';
import { collectedLog } from '../../../support/collected-log.ts';

const app = createApp(collectedLog());
app.get('/reports', (c) => c.text('list'));
app.get('/reports/:form', (c) => c.text(`report ${c.req.param('form')}`));
app.get('/reports/:form/check', (c) => c.text(`check ${c.req.param('form')} ${c.req.query('nil') ?? ''}`));
const handler = entry(app);

/** @param rawPath decoded, as the gateway gives it */
async function ask(rawPath: string, rawQueryString = ''): Promise<string> {
  const http = { method: 'GET', path: rawPath };
  const event = { version: '2.0', rawPath, rawQueryString, headers: {}, requestContext: { http } };
  return (await handler(event as unknown as LambdaEvent)).body;
}

describe('a function behind the gateway', () => {
  it.each([
    ['/reports/a?b/check', 'check a?b '],
    ['/reports/a#b/check', 'check a#b '],
    ['/reports/a\\b/check', 'check a\\b '],
    ['/reports/a%2Fb/check', 'check a%2Fb '],
    ['/reports/%/check', 'check % '],
    ['/reports/总结', 'report 总结'],
    ['/reports/?', 'report ?'],
  ])('reads the path %s as the gateway did', async (path, answer) => {
    expect(await ask(path)).toBe(answer);
  });

  it('takes the query from where it stands', async () => {
    expect(await ask('/reports/a?nil=false/check', 'nil=true')).toBe('check a?nil=false true');
  });
});
