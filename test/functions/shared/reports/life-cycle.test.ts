import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findHead, listRevisions } from '../../../../functions/shared/records/reports.ts';
import type { DeskReport } from '../../../../schemas/contract/desk.ts';
import type { ReportView } from '../../../../schemas/contract/reports.ts';
import { Mail } from '../../../../schemas/mail.ts';
import { validAnswers } from '../../../fixtures/answers.ts';
import { bothSides } from '../../../support/both-sides.ts';
import type { Clerk } from '../../../support/clerk.ts';
import { CAMPAIGN } from '../../../support/stored-reports.ts';
import { type Model, NOTHING, next, type Step, start, timelinessOf } from './life-cycle-model.ts';

const START = '2023-06-12T01:00:00.000Z';
const DUE = '2023-06-19';
const ID = { campaign: CAMPAIGN, unit: 'harbin', form: 'statistics' };
const OWN = '/reports/statistics';
const DESK = '/desk/reports/harbin/statistics';

const answersOf = (responsible: string) => ({ ...validAnswers.statistics?.('harbin'), responsible });
const textIn = (answers: unknown) =>
  typeof answers === 'object' && answers !== null ? Reflect.get(answers, 'responsible') : undefined;
/** A number that is not the newest one when it shall be behind. */
const behind = (newest: number, by: number, least: number) =>
  newest - by < least ? newest + by : newest - by;

interface People {
  unit: Clerk;
  cast: Clerk;
  lead: Clerk;
}

interface Real {
  world: ReturnType<typeof bothSides>;
  people: People;
  /** The reference number that each key was answered with. */
  references: Map<string, string>;
}

/** Sessions end in a day; whoever waits longer signs in again. */
const signIn = async ({ unit, office }: Real['world']): Promise<People> => ({
  unit: await unit('harbin'),
  cast: await office('cast'),
  lead: await office('lead'),
});

function send(step: Exclude<Step, { do: 'wait' }>, { revisions, draft, due }: Model, people: People) {
  const revision = (by: number) => behind(Math.max(revisions.length, by > 0 ? 0 : 1), by, 1);
  switch (step.do) {
    case 'save': {
      const version = behind(draft?.version ?? 0, step.by, 0);
      return people.unit.json('PUT', `${OWN}/draft`, { version, answers: answersOf(step.text) });
    }
    case 'submit': {
      const headers = { 'idempotency-key': step.key };
      return people.unit.json('POST', `${OWN}/submissions`, { answers: answersOf(step.text) }, headers);
    }
    case 'withdraw':
      return people.unit.json('POST', `${OWN}/withdrawal`, { revision: revision(step.by) });
    case 'accept':
      return people.cast.json('POST', `${DESK}/decisions`, {
        decision: 'accept',
        revision: revision(step.by),
      });
    case 'return': {
      const { message, fields } = step;
      const entry = { decision: 'return', message, fields, revision: revision(step.by) };
      return people.cast.json('POST', `${DESK}/decisions`, entry);
    }
    case 'say': {
      const entry = { message: '请核对人次。', key: step.key };
      return step.side === 'unit'
        ? people.unit.json('POST', `${OWN}/messages`, entry)
        : people.cast.json('POST', `${DESK}/messages`, entry);
    }
    case 'extend': {
      const day = new Date(Date.parse(due) + step.days * 86_400_000).toISOString().slice(0, 10);
      const entry = { form: 'statistics', unit: 'harbin', due: day, reason: '汛期' };
      return people.lead.json('POST', '/roster/extensions', entry);
    }
  }
}

const told = ({ kind, revision, unit, office, changed }: Mail): string =>
  kind === 'message'
    ? `message to ${office ?? unit}`
    : `${kind} ${kind === 'extension' ? `to ${changed?.[0]?.due}` : revision}`;

/** All that is kept and shown, as the model says it. */
async function observed({ world: { table }, people, references }: Real, model: Model) {
  const [head, revisions, own, desk] = await Promise.all([
    findHead(table, ID),
    listRevisions(table, ID),
    people.unit.json<ReportView>('GET', OWN),
    people.cast.json<DeskReport>('GET', DESK),
  ]);
  const rows = table.rows();
  const mails = rows.filter(({ type }) => type === 'mail').map((row) => Mail.parse(row));
  const audit = rows.filter(({ type }) => type === 'audit');
  const newest = model.revisions.at(-1);
  expect(head?.reference).toBe(newest && references.get(newest.key));
  return {
    state: [head?.state ?? 'owed', own.body.state, desk.body.state],
    timeliness: [own.body.timeliness, desk.body.timeliness],
    due: own.body.due,
    revisions: revisions.map(({ answers, submittedAt }) => [textIn(answers), Date.parse(submittedAt)]),
    shown: [own.body.version, textIn(own.body.answers)],
    mails: mails.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt)).map(told),
    audit: audit.toSorted((a, b) => String(a.at).localeCompare(String(b.at))).map(({ action }) => action),
  };
}

function expected(model: Model) {
  const { state, revisions, draft, due, mails, audit } = model;
  const live = draft && draft.base === revisions.length ? draft : revisions.at(-1);
  return {
    state: [state, state, state],
    timeliness: [timelinessOf(model), timelinessOf(model)],
    due: new Date(`${due}T23:59:59+08:00`).toISOString(),
    revisions: revisions.map(({ text, at }) => [text, at]),
    shown: [draft?.version ?? 0, live?.text || undefined],
    mails,
    audit,
  };
}

/** One step in the model and in the system: the same answer, and afterwards the same of everything. */
class Taken implements fc.AsyncCommand<Model, Real> {
  readonly step: Step;

  constructor(step: Step) {
    this.step = step;
  }

  check = () => true;

  async run(model: Model, real: Real): Promise<void> {
    const { step } = this;
    const { model: after, answer } = next(model, step);
    if (step.do === 'wait') {
      real.world.at(new Date(after.now));
      real.people = await signIn(real.world);
    } else {
      const { status, body } = await send(step, model, real.people);
      expect({ status, code: body.code }).toEqual({ code: undefined, ...answer });
      if (step.do === 'submit' && status === 201) {
        const revision = after.revisions.findIndex(({ key }) => key === step.key) + 1;
        const reference = real.references.get(step.key) ?? body.reference;
        expect(body).toMatchObject({ revision, reference });
        real.references.set(step.key, String(reference));
      }
      real.world.at(new Date(after.now));
    }
    Object.assign(model, after);
    expect(await observed(real, model)).toEqual(expected(model));
  }

  toString = () => JSON.stringify(this.step);
}

const text = fc.constantFrom('张示例', '李示例', NOTHING);
const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
/** Mostly the newest. */
const by = fc.constantFrom(0, 0, 0, 0, 1);
const fields = fc.constantFrom([], ['/responsible'], ['/indicators/A1/count', '/phone']);
const message = fc.constantFrom('请核对人次。', '请核对人次。', NOTHING);

const save = fc.record({ do: fc.constant('save' as const), text, by });
const submit = fc.record({ do: fc.constant('submit' as const), text, key });
const STEPS: fc.Arbitrary<Step>[] = [
  save,
  submit,
  submit,
  fc.record({ do: fc.constant('withdraw' as const), by }),
  fc.record({ do: fc.constant('accept' as const), by }),
  fc.record({ do: fc.constant('return' as const), by, message, fields }),
  fc.record({
    do: fc.constant('say' as const),
    side: fc.constantFrom('unit' as const, 'office' as const),
    key: fc.constantFrom('a', 'b'),
  }),
  fc.record({ do: fc.constant('extend' as const), days: fc.constantFrom(0, 1, 3, 40) }),
  fc.record({
    do: fc.constant('wait' as const),
    for: fc.constantFrom('a day', 'due', 'past due', 'closing', 'past closing'),
  }),
];

describe('the life of a report', () => {
  it('is what the model says, whatever is done in whatever order (I1, I2, I4)', async () => {
    const steps = fc.commands(
      STEPS.map((step) => step.map((one) => new Taken(one))),
      { maxCommands: 40, size: 'max' },
    );
    const alive = fc.asyncProperty(steps, (commands) =>
      fc.asyncModelRun(async () => {
        const world = bothSides(START);
        return {
          model: start(DUE, START),
          real: { world, people: await signIn(world), references: new Map() },
        };
      }, commands),
    );
    await fc.assert(alive, { numRuns: 40 });
  });
});
