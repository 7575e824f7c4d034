import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openSession } from '../../../functions/shared/http/session.ts';
import { findChanges } from '../../../functions/shared/records/campaign-changes.ts';
import { keys } from '../../../functions/shared/records/keys.ts';
import { noteReach } from '../../../functions/track-mail/reach.ts';
import { Contact } from '../../../schemas/session.ts';
import { CAMPAIGN, rosterWorld } from './world.ts';

type World = Awaited<ReturnType<typeof rosterWorld>>;
let w: World;

beforeEach(async () => {
  w = await rosterWorld();
});

const EMAIL = 'harbin@example.org';
const AT = '2023-05-31T01:00:00.000Z';
const bounced = { fate: 'bounced' as const, at: AT, mark: `${AT} 1` };
const add = (more: object, world = w) => world.post('/roster/contacts', { unit: 'harbin', ...more });
const versionOf = async (world = w) => (await findChanges(world.table, CAMPAIGN)).version;

/** What makes a contact act for another, by a spreadsheet of contacts. */
async function moves(email: string, owner: string, world: World) {
  const lines = {
    contacts: [
      { email: 'lead@example.org', owner: 'lead' },
      { email, owner },
    ],
  };
  const version = await versionOf(world);
  return world.post('/roster/import/apply', { version, lines, agreed: [`contact/${email}`] });
}

/** Every order in which calls of the store can happen that are made at the same time. */
async function interleaved(
  happen: (world: World) => Promise<unknown>[],
  then: (world: World) => Promise<void>,
) {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      let running = false;
      const world = await rosterWorld(async (call) => {
        if (running) await scheduler.schedule(Promise.resolve(), call);
      });
      running = true;
      const all = Promise.all(happen(world));
      let waiting = true;
      void all.finally(() => {
        waiting = false;
      });
      while (waiting) {
        await scheduler.waitIdle();
        await new Promise((resolve) => setImmediate(resolve));
      }
      running = false;
      await all;
      await then(world);
    }),
    { numRuns: 80 },
  );
}

describe('two who change the roster at once', () => {
  it('are told, also when both add or name contacts; the page keeps what was typed', async () => {
    expect((await add({ email: 'a@example.org', version: 0 })).body.version).toBe(1);
    const late = await add({ email: 'b@example.org', version: 0 });
    expect([late.status, late.body.code, late.body.version]).toEqual([409, 'stale-version', 1]);
    const fields = { unit: 'harbin', email: 'b@example.org', person: '王某', version: '0' };
    const page = await w.press('/roster/contacts', fields);
    expect([page.status, page.text.includes('value="b@example.org"')]).toEqual([409, true]);
    expect(page.text).toContain('name="version" value="1"');
    expect((await w.post('/roster/units/jixi', { version: 0, name: '鸡西' })).status).toBe(409);
  });

  it('are not told when it is one who pressed twice', async () => {
    const fields = { unit: 'harbin', email: 'a@example.org', person: '王某', version: '0' };
    const both = await Promise.all([1, 2].map(() => w.press('/roster/contacts', fields)));
    const after = await w.press('/roster/contacts', fields);
    expect([...both, after].map(({ location }) => location)).toEqual(
      Array.from({ length: 3 }, () => '/roster/units/harbin?done'),
    );
    expect([await versionOf(), w.mails().length, w.audit()]).toEqual([1, 1, ['contact-added']]);
  });

  it('each get through when they name no version', async () => {
    const entries = ['a', 'b', 'c'].map((name) => ({ email: `${name}@example.org` }));
    const answers = await Promise.all(entries.map((entry) => add(entry)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect([await versionOf(), w.mails().length]).toEqual([3, 3]);
  });
});

describe('that mails come back', () => {
  const word = { address: EMAIL, fate: 'bounced' as const, at: new Date(AT) };
  const isMarked = async (world: World, owner: string, name?: string) => {
    for (const key of [keys.contact(EMAIL), keys.rosterContact(CAMPAIGN, owner, EMAIL)]) {
      const row = await world.table.get(key);
      expect(row).toMatchObject({ reach: bounced });
      expect(row?.name).toBe(name);
    }
  };

  it('is not lost when the contact is named at the same moment, nor the name', async () => {
    await interleaved(
      (world) => [noteReach(world.table, word), add({ email: EMAIL, name: '王某' }, world)],
      (world) => isMarked(world, 'harbin', '王某'),
    );
  });

  it('goes along when the contact is made to act for another at the same moment', async () => {
    await interleaved(
      (world) => [noteReach(world.table, word), moves(EMAIL, 'jixi', world)],
      async (world) => {
        // While the mark is on one of both rows only, the import is told to look again.
        await moves(EMAIL, 'jixi', world);
        await isMarked(world, 'jixi');
      },
    );
  });
});

describe('the lead office', () => {
  it('keeps a contact whose mails do not come back', async () => {
    await w.enrol('dead', { role: 'lead', office: 'lead', reach: bounced });
    const last = await w.post('/roster/contacts/remove', { email: 'lead@example.org' });
    expect([last.status, last.body.code]).toEqual([409, 'last-lead']);
    expect(last.text).toContain('请先为牵头部门新增联系人');
    const page = await w.press('/roster/contacts/remove', { email: 'lead@example.org' });
    expect(page.text).toContain('请先为牵头部门新增联系人');
    const lines = { contacts: [{ email: 'dead@example.org', owner: 'lead' }] };
    const agreed = ['contact/lead@example.org'];
    const imported = await w.post('/roster/import/apply', { version: 0, lines, agreed });
    expect([imported.status, imported.body.code]).toEqual([409, 'last-lead']);
    const elsewhere = {
      contacts: [...lines.contacts, { email: 'lead@example.org', owner: 'cast' }],
    };
    const moved = await w.post('/roster/import/apply', { version: 0, lines: elsewhere, agreed });
    expect([moved.status, moved.body.code]).toEqual([409, 'last-lead']);
    expect((await w.get('/roster')).status).toBe(200);
  });

  it('has one wherever a crash breaks off an import that exchanges them', async () => {
    const people = Array.from({ length: 60 }, (_, i) => ({ email: `p${i}@example.org`, owner: 'harbin' }));
    const contacts = [
      { email: 'lead@example.org', owner: 'cast' },
      ...people,
      { email: 'new@example.org', owner: 'lead' },
    ];
    const { transact } = w.table;
    let left = 1;
    w.table.transact = async (...given) => {
      left -= 1;
      if (left < 0) throw new Error('power cut');
      return transact(...given);
    };
    const entry = { version: 0, lines: { contacts }, agreed: ['contact/lead@example.org'] };
    expect((await w.post('/roster/import/apply', entry)).status).toBe(500);
    w.table.transact = transact;
    expect((await w.get('/roster')).status).toBe(200);
    const leads = await w.table.query(keys.contactsOf(CAMPAIGN, 'lead'));
    expect(leads.map(({ email }) => email)).toEqual(['lead@example.org', 'new@example.org']);
    const version = await versionOf();
    expect((await w.post('/roster/import/apply', { ...entry, version })).status).toBe(200);
    expect((await w.get('/roster')).status).toBe(401);
  });
});

describe('sessions', () => {
  const OWNERS = ['harbin', 'jixi', 'cast'];
  const EMAILS = ['a@example.org', 'b@example.org'];
  const owner = fc.constantFrom(...OWNERS);
  const email = fc.constantFrom(...EMAILS);
  const step = fc.oneof(
    fc.record({ what: fc.constant('add' as const), email, owner }),
    fc.record({ what: fc.constant('name' as const), email, name: fc.constantFrom('王某', '李某') }),
    fc.record({ what: fc.constant('remove' as const), email }),
    fc.record({ what: fc.constant('sign-in' as const), email }),
    fc.record({ what: fc.constant('sign-in' as const), email }),
    fc.record({
      what: fc.constant('import' as const),
      contacts: fc.uniqueArray(fc.record({ email, owner }), { selector: (one) => one.email }),
    }),
    fc.record({ what: fc.constant('night' as const) }),
  );
  const entryOf = (whose: string) => (whose === 'cast' ? { office: whose } : { unit: whose });

  /** As `use-code.ts` does once the code was right. */
  async function signIn(world: World, address: string) {
    const { now } = world.world;
    const row = await world.table.get(keys.contact(address));
    if (!row) return undefined;
    const { token } = await openSession(world.table, Contact.parse(row), now);
    return { authorization: `Bearer ${token}` };
  }

  it('of a removed contact are over and never live again; those of a kept one stay', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        const world = await rosterWorld();
        const roster = new Map<string, string>();
        const sessions: { email: string; headers: { [name: string]: string }; over: boolean }[] = [];
        const end = (which: (address: string) => boolean) => {
          for (const session of sessions) session.over ||= which(session.email);
        };
        let lead = world.as.lead;
        const post = (path: string, entry: object) => world.post(path, entry, lead);
        for (const one of steps) {
          world.world.now = new Date(world.world.now.getTime() + 20_000);
          if (one.what === 'add') {
            await post('/roster/contacts', { ...entryOf(one.owner), email: one.email });
            if (!roster.has(one.email)) roster.set(one.email, one.owner);
          } else if (one.what === 'name') {
            const whose = roster.get(one.email);
            if (whose)
              await post('/roster/contacts', { ...entryOf(whose), email: one.email, name: one.name });
          } else if (one.what === 'remove') {
            await post('/roster/contacts/remove', { email: one.email });
            if (roster.delete(one.email)) end((address) => address === one.email);
          } else if (one.what === 'sign-in') {
            const headers = await signIn(world, one.email);
            expect(headers !== undefined).toBe(roster.has(one.email));
            if (headers) sessions.push({ email: one.email, headers, over: false });
          } else if (one.what === 'import') {
            const rest = ['lead', 'cast', 'harbin'].map((id) => ({ email: `${id}@example.org`, owner: id }));
            const lines = { contacts: [...rest, ...one.contacts] };
            const version = await versionOf(world);
            const agreed = EMAILS.map((address) => `contact/${address}`);
            expect((await post('/roster/import/apply', { version, lines, agreed })).status).toBe(200);
            const after = new Map(one.contacts.map((line) => [line.email, line.owner]));
            end((address) => roster.get(address) !== after.get(address));
            roster.clear();
            for (const [address, whose] of after) roster.set(address, whose);
          } else {
            world.world.now = new Date(world.world.now.getTime() + 13.5 * 3_600_000);
            end(() => true);
            lead = (await signIn(world, 'lead@example.org')) ?? {};
          }
          for (const { headers, over } of sessions) {
            expect((await world.get('/roster', headers)).status).toBe(over ? 401 : 403);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('that begin while their holder is removed or moved are over', async () => {
    for (const leave of [
      (world: World) => world.post('/roster/contacts/remove', { email: EMAIL }),
      (world: World) => moves(EMAIL, 'jixi', world),
    ]) {
      let headers: { [name: string]: string } | undefined;
      await interleaved(
        (world) => [
          leave(world),
          signIn(world, EMAIL).then((opened) => {
            headers = opened;
          }),
        ],
        async (world) => {
          if (!headers) return;
          // Signed in as what they were: whoever signs in as what they are now does so within the time that two clocks
          // may be apart, and asks for another code.
          expect((await world.get('/roster', headers)).status).toBe(401);
        },
      );
    }
  });
});
