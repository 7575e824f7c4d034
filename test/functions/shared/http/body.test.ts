import { describe, expect, it } from '@jest/globals';
import { Hono } from 'hono';
import * as z from 'zod';
import { parseWith, readBody } from '../../../../functions/shared/http/body.ts';
import { Problem } from '../../../../functions/shared/problems.ts';

const Order = z.object({ unit: z.string().optional(), note: z.object({ text: z.string() }).optional() });
const Open = z.object({ version: z.number() }).catchall(z.string());

/** What comes of a body: what was read of it, or the problem. */
async function read(body: string, type: string, shape: z.ZodType = Order): Promise<unknown> {
  const app = new Hono();
  app.post('/', async (c) => c.json({ read: await readBody(c, shape) }));
  app.onError((error, c) =>
    error instanceof Problem ? c.json({ code: error.code, details: error.details }, 422) : c.text('', 500),
  );
  return (await app.request('/', { method: 'POST', headers: { 'content-type': type }, body })).json();
}

describe('a body of JSON', () => {
  it('is read by its shape', async () => {
    expect(await read('{"unit":"harbin"}', 'application/json')).toEqual({ read: { unit: 'harbin' } });
    expect(await read('{}', 'application/merge-patch+json; charset=utf-8')).toEqual({ read: {} });
  });

  it('is refused with members that nobody asked for, each by its name', async () => {
    expect(await read('{"units":["harbin"],"a/b":1}', 'application/json')).toMatchObject({
      code: 'invalid-input',
      details: [
        {
          pointer: '/units',
          code: 'unknown-member',
          message: {
            zh: '没有“/units”这一项，请检查拼写。',
            en: 'There is no member "/units" here. Check its spelling.',
          },
        },
        { pointer: '/a~1b' },
      ],
    });
  });

  it('tells of twenty such members at most, and of none at length', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}${'x'.repeat(500)}`, n]));
    const { details } = (await read(JSON.stringify(many), 'application/json')) as {
      details: { pointer: string }[];
    };
    expect([details.length, Math.max(...details.map(({ pointer }) => pointer.length))]).toEqual([20, 200]);
  });

  it('may hold any member where the shape says so', async () => {
    const body = '{"version":1,"other":"text"}';
    expect(await read(body, 'application/json', Open)).toEqual({ read: { version: 1, other: 'text' } });
  });
});

describe('the post of a form', () => {
  it('brings its buttons along, which are left', async () => {
    expect(await read('unit=harbin&action=save', 'application/x-www-form-urlencoded')).toEqual({
      read: { unit: 'harbin' },
    });
  });
});

describe('what is wrong with a field', () => {
  const Entry = z.object({ email: z.email(), code: z.string().regex(/^\d{6}$/), name: z.string() });
  const typed = { email: 'x', code: 'x' };

  it('is called by its place where nobody calls it otherwise', () => {
    expect(() => parseWith(Entry, typed)).toThrow(
      expect.objectContaining({
        details: [
          expect.objectContaining({
            message: {
              zh: '“/email”应为电子邮箱，如name@example.org。',
              en: '“/email” must be an e-mail address, as name@example.org.',
            },
          }),
          expect.objectContaining({
            message: { zh: '“/code”的值缺失或格式不正确。', en: '“/code” is missing or not well formed.' },
          }),
          expect.objectContaining({ pointer: '/name' }),
        ],
      }),
    );
  });

  it('is called as the page calls it, or told in the page’s own sentence', () => {
    const sentence = { zh: '请填写6位数字。', en: 'Enter six digits.' };
    const wording = { '/email': { label: { zh: '邮箱', en: 'Address' } }, '/code': { sentence } };
    expect(() => parseWith(Entry, typed, wording)).toThrow(
      expect.objectContaining({
        details: [
          expect.objectContaining({
            pointer: '/email',
            message: {
              zh: '“邮箱”应为电子邮箱，如name@example.org。',
              en: '“Address” must be an e-mail address, as name@example.org.',
            },
          }),
          expect.objectContaining({ pointer: '/code', message: sentence }),
          expect.objectContaining({ pointer: '/name' }),
        ],
      }),
    );
  });
});
