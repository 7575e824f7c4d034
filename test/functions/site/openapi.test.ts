import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as z from 'zod';
import { PROBLEMS } from '../../../functions/shared/problems.ts';
import { siteApp } from '../../../functions/site/app.ts';
import { CAPABILITIES, type FunctionName } from '../../../infra/capabilities.ts';
import { routesOf } from '../../../infra/routes.ts';
import { heilongjiang2023 } from '../../../schemas/campaigns/heilongjiang-2023.ts';
import { forms } from '../../../schemas/forms/index.ts';
import { collectedLog } from '../../support/collected-log.ts';
import { memoryTable } from '../../support/memory-table.ts';

/** What only pages use: posts of forms that have a JSON twin, where a store leads browsers back to, what is nowhere. */
const PAGES_ONLY = [
  '$default',
  'GET /sign-in',
  'GET /sign-in/code',
  'GET /assets/{file}',
  'GET /assets/{version}/{file}',
  'GET /reports/{form}/attachments/new',
  'GET /reports/{form}/attachments/{id}/uploaded',
  'GET /desk/reports/{unit}/{form}/attachments/{id}/view',
];

const Document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.record(z.string(), z.unknown()),
        security: z.array(z.unknown()),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const app = siteApp({
  assets: new Map(),
  version: undefined,
  table: memoryTable(),
  campaign: heilongjiang2023,
  log: collectedLog(),
});
const load = async () => (await app.request('/openapi.json')).json();

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(await load());
    expect(result).toEqual({ valid: true });
  });

  it('describes every route that programs use, and no other', async () => {
    const { paths } = Document.parse(await load());
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const functions = Object.keys(CAPABILITIES) as FunctionName[];
    const routes: string[] = functions.flatMap(routesOf);
    expect(described.toSorted()).toEqual(routes.filter((route) => !PAGES_ONLY.includes(route)).toSorted());
  });

  it('says what the form of a page sends in place of JSON', async () => {
    const { paths } = z
      .object({
        paths: z.object({
          '/reports/{form}/draft': z.record(
            z.enum(['put', 'post']),
            z.object({ requestBody: z.object({ content: z.record(z.string(), z.unknown()) }) }),
          ),
        }),
      })
      .parse(await load());
    const { put, post } = paths['/reports/{form}/draft'];
    const form = 'application/x-www-form-urlencoded';
    expect(Object.keys(put.requestBody.content)).toEqual(['application/json', form]);
    expect(Object.keys(post.requestBody.content)).toEqual([form]);
  });

  it('names each operation once', async () => {
    const { paths } = Document.parse(await load());
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((one) => one.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('asks for a session where one is needed, and tells of 401 and 403 there', async () => {
    const { paths } = Document.parse(await load());
    for (const [path, methods] of Object.entries(paths)) {
      const open = /^\/(openapi\.json|sign-.*|open-days.*)?$/.test(path);
      for (const { security, responses } of Object.values(methods)) {
        expect([path, security.length]).toEqual([path, open ? 0 : 2]);
        if (!open) expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '403']));
      }
    }
  });

  it('holds the answers of every live form', async () => {
    const { components } = Document.parse(await load());
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['OpenDayAnswers', 'SummaryAnswers', 'StatisticsAnswers', 'MediaAnswers']),
    );
    expect(forms).toHaveLength(4);
  });

  it('leaves no reference dangling', async () => {
    const document = Document.parse(await load());
    const text = JSON.stringify(await load());
    const names = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref = '']) => ref);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      expect(name).toMatch(/^#\/components\/schemas\//);
      expect(document.components.schemas).toHaveProperty([name.split('/').at(-1) ?? '']);
    }
  });

  it('tells of each problem that a program can meet', async () => {
    const text = JSON.stringify(await load());
    for (const code of Object.keys(PROBLEMS)) expect(text).toContain(`\`${code}\``);
  });
});
