import { beforeEach, describe, expect, it } from '@jest/globals';
import { NotSent, Refused } from '../../../functions/send-mail/transports/transport.ts';
import { nudgeMail } from '../../../functions/shared/records/outbox.ts';
import { validAnswers } from '../../fixtures/answers.ts';
import { CAMPAIGN, store } from '../../support/stored-reports.ts';
import { deliver, enrol, harbin, type Mailroom, mailOf, mailroom, pending, queue } from './mailroom.ts';

const ID = 'ABCDEFGH2.confirmation';
const MINUTE = 60_000;

const later = (room: Mailroom, minutes: number) => {
  room.now = new Date(room.now.getTime() + minutes * MINUTE);
};

const crash = () => {
  throw new TypeError('the process died');
};

describe('a mail of the outbox', () => {
  let room: Mailroom;

  beforeEach(async () => {
    room = mailroom();
    await enrol(room, harbin());
    await enrol(room, harbin('harbin-2@example.org'));
    await store(room.table, {
      unit: 'harbin',
      form: 'statistics',
      answers: validAnswers.statistics?.('harbin'),
      reference: 'ABCDEFGH2',
    });
    await queue(room, {
      id: ID,
      kind: 'confirmation',
      campaign: CAMPAIGN,
      unit: 'harbin',
      form: 'statistics',
      revision: 1,
      reference: 'ABCDEFGH2',
    });
  });

  it('goes to all contacts of the unit as one mail and leaves the queue', async () => {
    expect(await deliver(room)).toEqual({ batchItemFailures: [] });
    expect(room.sent.map(({ to }) => to)).toEqual([['harbin-2@example.org', 'harbin@example.org']]);
    expect(await mailOf(room, ID)).toMatchObject({
      status: 'sent',
      messageId: 'message-1',
      attempts: 1,
      possiblySentBefore: false,
      queue: undefined,
    });
  });

  it('is not sent again when its event is delivered again (I6)', async () => {
    const batch = pending(room);
    await deliver(room, batch);
    const before = room.table.rows();
    await deliver(room, batch);
    later(room, 60);
    await deliver(room, batch);
    expect(room.sent).toHaveLength(1);
    expect(room.table.rows()).toEqual(before);
  });

  it('is sent once when two attempts begin at the same moment', async () => {
    const batch = pending(room);
    await Promise.all([deliver(room, batch), deliver(room, batch), deliver(room, batch)]);
    expect(room.sent).toHaveLength(1);
  });

  it('is sent once more, flagged, after an attempt that died after sending', async () => {
    room.transportDoes.push((letter) => {
      room.sent.push(letter);
      crash();
    });
    const batch = pending(room);
    await deliver(room, batch);
    expect(await mailOf(room, ID)).toMatchObject({ status: 'sending', queue: 'mail' });

    await deliver(room, batch);
    expect(room.sent).toHaveLength(1);

    later(room, 3);
    await room.table.update(nudgeMail(ID, room.now));
    await deliver(room);
    expect(room.sent).toHaveLength(2);
    expect(new Set(room.sent.map(({ id }) => id)).size).toBe(1);
    expect(await mailOf(room, ID)).toMatchObject({ status: 'sent', possiblySentBefore: true, attempts: 2 });
  });

  it('is given up, not sent a third time, after two attempts without an answer', async () => {
    room.transportDoes.push(crash, crash);
    for (let attempt = 0; attempt < 3; attempt++) {
      await deliver(room);
      later(room, 3);
      await room.table.update(nudgeMail(ID, room.now)).catch(() => {});
    }
    await deliver(room);
    expect(room.sent).toHaveLength(0);
    expect(await mailOf(room, ID)).toMatchObject({
      status: 'failed',
      failure: 'uncertain',
      attempts: 2,
      queue: undefined,
    });
  });

  it('is not set going again by the sweep while an attempt may still be alive', async () => {
    room.transportDoes.push(crash);
    await deliver(room);
    later(room, 1);
    await expect(room.table.update(nudgeMail(ID, room.now))).rejects.toThrow('condition failed');
  });

  it('is delivered again and not flagged when the transport surely sent nothing', async () => {
    room.transportDoes.push(() => {
      throw new NotSent(new Error('connect ECONNREFUSED'));
    });
    const batch = pending(room);
    expect(await deliver(room, batch)).toEqual({ batchItemFailures: [{ itemIdentifier: '0' }] });
    expect(pending(room).Records).toHaveLength(0);
    expect(await deliver(room, batch)).toEqual({ batchItemFailures: [] });
    expect(await mailOf(room, ID)).toMatchObject({ status: 'sent', possiblySentBefore: false, attempts: 2 });
  });

  it('is given up after a day in which nothing could be sent', async () => {
    const batch = pending(room);
    const down = () => {
      throw new NotSent(new Error('down'));
    };
    room.transportDoes.push(down, down);
    await deliver(room, batch);
    later(room, 25 * 60);
    expect(await deliver(room, batch)).toEqual({ batchItemFailures: [] });
    expect(await mailOf(room, ID)).toMatchObject({ status: 'failed', failure: 'tried-too-long' });
  });

  it('is marked with the reason when it is refused for good, and no address is logged (I8)', async () => {
    room.transportDoes.push(() => {
      throw new Refused('recipient-refused');
    });
    expect(await deliver(room)).toEqual({ batchItemFailures: [] });
    expect(await mailOf(room, ID)).toMatchObject({
      status: 'failed',
      failure: 'recipient-refused',
      queue: undefined,
    });
    expect(room.log.lines.join('\n')).not.toMatch(/@|示例/);
    expect(room.log.lines.join('\n')).toContain('ABCDEFGH2');
  });

  it('is marked when the unit has no contacts', async () => {
    const empty = mailroom();
    await queue(empty, { id: 'X.reminder', kind: 'reminder', campaign: CAMPAIGN, unit: 'jixi', forms: [] });
    await deliver(empty);
    expect(await mailOf(empty, 'X.reminder')).toMatchObject({ status: 'failed', failure: 'no-recipient' });
  });

  it('stays free when its text cannot be made, and does not hold up the others of its batch', async () => {
    await queue(room, {
      id: 'MISSING22.confirmation',
      kind: 'confirmation',
      campaign: CAMPAIGN,
      unit: 'harbin',
      form: 'summary',
      revision: 1,
      reference: 'MISSING22',
    });
    const { batchItemFailures } = await deliver(room);
    expect(batchItemFailures).toHaveLength(1);
    expect(await mailOf(room, ID)).toMatchObject({ status: 'sent' });
    expect(await mailOf(room, 'MISSING22.confirmation')).toMatchObject({ status: 'pending', attempts: 0 });
  });
});
