import { describe, expect, it } from '@jest/globals';
import { complete } from '../../../functions/shared/attachments/complete.ts';
import { withSuccessors } from '../../../functions/shared/attachments/successors.ts';
import { toRow } from '../../../functions/shared/records/reports.ts';
import type { Attachment } from '../../../schemas/attachment.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { memoryObjects } from '../../support/memory-objects.ts';
import { fieldsOfPage } from '../../support/page-form.ts';
import { office } from './office.ts';

const FORM = '/reports/media';

interface Media {
  version: number;
  answers: { items: { file: string }[] };
  attachments: { id: string; name: string; caption?: string }[];
}

/** A clerk whose row names a picture that was refused. */
async function withRefused() {
  const world = office();
  const { table, dependencies, log } = world;
  const harbin = await world.clerk('harbin');
  const old = await world.file('harbin', 'media', 'picture', 'refused', '旧.jpg');
  const other = await world.file('harbin', 'media', 'picture', 'accepted', '另一张.jpg');
  await table.put(toRow.attachment({ ...old, caption: '开幕合影', place: 0 }));
  await table.put(toRow.attachment({ ...other, place: 1 }));
  const filled = validAnswers.media?.('harbin', { files: [old] });
  await harbin.json('PUT', `${FORM}/draft`, { version: 0, answers: filled });
  const objects = memoryObjects();
  let number = 90;
  const replace = async (before: string, size = 10): Promise<Attachment> => {
    const id = String(number++).padStart(26, '0');
    const { pin: _, ...rest } = old;
    const name = `新${id.slice(-2)}.jpg`;
    const key = `heilongjiang-2023/harbin/media/${id}`;
    const type = 'image/jpeg';
    const next = { ...rest, id, key, name, type, state: 'awaiting' as const, replaces: before };
    await table.put(toRow.attachment(next));
    objects.put(key, type, size);
    await complete({ ...dependencies, table, log, objects }, next);
    return next;
  };
  const seen = async () => (await harbin.json<Media>('GET', FORM)).body;
  return { ...world, harbin, old, replace, seen };
}

describe('a file that replaces another', () => {
  it('is named by the row that named the old one, with its caption and its place', async () => {
    const { old, replace, seen, harbin } = await withRefused();
    const next = await replace(old.id);
    const { answers, attachments } = await seen();
    expect(answers.items.map(({ file }) => file)).toEqual([undefined, next.id]);
    expect(attachments.map(({ name, caption }) => [name, caption])).toEqual([
      [next.name, '开幕合影'],
      ['另一张.jpg', undefined],
    ]);
    const page = (await harbin.open(FORM)).body;
    expect(new Map(fieldsOfPage(page, `${FORM}/draft`)).get('items/1/file')).toBe(next.id);
    expect(page).not.toContain(`value="${old.id}"`);
    expect(page).not.toContain(`caption/${old.id}`);
  });

  it('is found through those between, also by what a page of before saves', async () => {
    const { old, replace, seen, harbin } = await withRefused();
    const last = await replace((await replace(old.id)).id);
    const { version, answers } = await seen();
    expect(answers.items[1]?.file).toBe(last.id);
    const stale = withSuccessors(answers, new Map([[last.id, old.id]]));
    expect((await harbin.json('PUT', `${FORM}/draft`, { version, answers: stale })).status).toBe(200);
    expect((await seen()).answers.items[1]?.file).toBe(last.id);
  });

  it('takes no place while it is refused itself', async () => {
    const { old, replace, seen } = await withRefused();
    await replace(old.id, 0);
    expect((await seen()).answers.items[1]?.file).toBe(old.id);
  });

  it('is named in a report that was returned and is not edited yet', async () => {
    const { old, replace, seen, harbin, table, decide } = await withRefused();
    await table.put(toRow.attachment({ ...old, state: 'accepted' }));
    const { answers } = await seen();
    const sent = await harbin.json(
      'POST',
      `${FORM}/submissions`,
      { answers, attachments: [old.id] },
      { 'idempotency-key': 'k' },
    );
    expect(sent.status).toBe(201);
    await decide('harbin', 'media', 'returned');
    const next = await replace(old.id);
    expect((await seen()).answers.items[1]?.file).toBe(next.id);
  });
});

describe('a file that was removed', () => {
  it('is called so where an answer still names it, and not by its identifier', async () => {
    const { old, table, harbin } = await withRefused();
    await table.put(toRow.attachment({ ...old, removed: true }));
    const { body } = await harbin.open(FORM);
    expect(body).toContain(`<option value="${old.id}" selected="">（文件已移除）</option>`);
  });
});
