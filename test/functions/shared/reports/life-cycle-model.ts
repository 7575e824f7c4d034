import type { ReportState } from '../../../../schemas/report.ts';

/** What anybody does to a report, or time does. `by` is how far the version or revision named is behind the newest. */
export type Step =
  | { do: 'save'; text: string; by: number }
  | { do: 'submit'; text: string; key: string }
  | { do: 'withdraw'; by: number }
  | { do: 'accept'; by: number }
  | { do: 'return'; by: number; message: string; fields: readonly string[] }
  | { do: 'say'; side: 'unit' | 'office'; key: string }
  | { do: 'extend'; days: number }
  | { do: 'wait'; for: Wait };
/** Until a day later, the due day's last second, the first after it, and the same of the closing day. */
type Wait = 'a day' | 'due' | 'past due' | 'closing' | 'past closing';

/** A text that no form takes: the report has no responsible person then. */
export const NOTHING = '';

export interface Model {
  state: 'owed' | ReportState;
  /** What each revision says, the first one first, and what made it. */
  revisions: { text: string; key: string; at: number }[];
  draft: { version: number; base: number; text: string } | undefined;
  /** The submission that decides whether the report is in time. */
  first: number | undefined;
  now: number;
  due: string;
  said: { side: string; key: string }[];
  /** What was mailed and audited, in order. */
  mails: string[];
  audit: string[];
}

export interface Answer {
  status: number;
  code?: string;
}

const DAY = 86_400_000;
const LATE_DAYS = 30;
const lastSecond = (day: string) => Date.parse(`${day}T23:59:59+08:00`);
const plus = (day: string, days: number) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
const today = ({ now }: Model) => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
const isPast = (model: Model, day: string) => model.now >= lastSecond(day) + 1000;
const closing = ({ due }: Model) => plus(due, LATE_DAYS);

export const start = (due: string, now: string): Model => ({
  state: 'owed',
  revisions: [],
  draft: undefined,
  first: undefined,
  now: Date.parse(now),
  due,
  said: [],
  mails: [],
  audit: [],
});

export function timelinessOf(model: Model): string {
  if (model.first !== undefined) return model.first < lastSecond(model.due) + 1000 ? 'on-time' : 'late';
  if (!isPast(model, model.due)) return 'owed';
  return isPast(model, closing(model)) ? 'closed' : 'overdue';
}

/** The problem that keeps the unit from changing its report. */
function lockOf(model: Model): string | undefined {
  if (model.state === 'accepted') return 'already-accepted';
  return model.state !== 'returned' && isPast(model, closing(model)) ? 'form-closed' : undefined;
}

const STATUS: { [code: string]: number } = { 'invalid-answers': 422, 'invalid-input': 422 };
const refused = (model: Model, code: string) => ({ model, answer: { status: STATUS[code] ?? 409, code } });
const done = (model: Model, status = 200) => ({ model, answer: { status } });

function save(model: Model, text: string, by: number) {
  const lock = lockOf(model);
  if (lock) return refused(model, lock);
  const { draft, revisions, state, audit } = model;
  const newest = draft?.version ?? 0;
  // What the draft holds already loses nothing when it is saved from an old version.
  if (by > 0 && draft && draft.base === revisions.length && draft.text === text) return done(model);
  if (by > 0) return refused(model, 'stale-version');
  const saved = { version: newest + 1, base: revisions.length, text };
  if (state !== 'owed') return done({ ...model, draft: saved });
  return done({ ...model, draft: saved, state: 'draft', audit: [...audit, 'report-started'] });
}

function submit(model: Model, text: string, key: string) {
  const { revisions, now, first = now } = model;
  const before = revisions.find((one) => one.key === key);
  if (before) return before.text === text ? done(model, 201) : refused(model, 'key-reused');
  const lock = lockOf(model);
  if (lock) return refused(model, lock);
  if (text === NOTHING) return refused(model, 'invalid-answers');
  return done(
    {
      ...model,
      state: 'submitted',
      revisions: [...revisions, { text, key, at: now }],
      first,
      mails: [...model.mails, `confirmation ${revisions.length + 1}`],
      audit: [...model.audit, 'report-submitted'],
    },
    201,
  );
}

function withdraw(model: Model, by: number) {
  if (model.state !== 'owed' && (by > 0 || model.revisions.length === 0))
    return refused(model, 'stale-version');
  const lock = lockOf(model);
  if (lock) return refused(model, lock);
  if (model.state !== 'submitted') return refused(model, 'not-awaiting-review');
  return done({
    ...model,
    state: 'withdrawn',
    first: undefined,
    audit: [...model.audit, 'report-withdrawn'],
  });
}

function decide(model: Model, to: 'accepted' | 'returned', by: number, message = 'none') {
  if (to === 'returned' && message === NOTHING) return refused(model, 'invalid-input');
  const { revisions, state } = model;
  if (revisions.length === 0) return refused(model, 'not-awaiting-review');
  if (by > 0) return refused(model, 'stale-version');
  const from = to === 'accepted' ? ['submitted'] : ['submitted', 'accepted'];
  if (!from.includes(state)) return refused(model, 'not-awaiting-review');
  return done({
    ...model,
    state: to,
    mails: [...model.mails, `${to} ${revisions.length}`],
    audit: [...model.audit, `report-${to}`],
  });
}

function say(model: Model, side: string, key: string) {
  if (model.said.some((one) => one.side === side && one.key === key)) return done(model, 201);
  // An answer goes to the office that wrote last, to the lead office when none did.
  const office = model.said.some((one) => one.side === 'office') ? 'cast' : 'lead';
  const mails = [...model.mails, `message to ${side === 'unit' ? office : 'harbin'}`];
  const said = [...model.said, { side, key }];
  return done({ ...model, said, mails, audit: [...model.audit, 'message-sent'] }, 201);
}

function extend(model: Model, days: number) {
  const due = plus(model.due, days);
  if (days <= 0 || due < today(model)) return refused(model, 'invalid-input');
  return done({
    ...model,
    due,
    mails: [...model.mails, `extension to ${due}`],
    audit: [...model.audit, 'days-changed'],
  });
}

function wait(model: Model, until: Wait) {
  const to = {
    'a day': model.now + DAY,
    due: lastSecond(model.due) + 999,
    'past due': lastSecond(model.due) + 1000,
    closing: lastSecond(closing(model)) + 999,
    'past closing': lastSecond(closing(model)) + 1000,
  }[until];
  return done({ ...model, now: Math.max(model.now, to) });
}

/** What follows from a step, and what whoever took it is answered. */
export function next(model: Model, step: Step): { model: Model; answer: Answer } {
  if (step.do === 'wait') return wait(model, step.for);
  const after = taken(model, step);
  // No two things happen in the same millisecond.
  return { ...after, model: { ...after.model, now: model.now + 1 } };
}

function taken(model: Model, step: Exclude<Step, { do: 'wait' }>): { model: Model; answer: Answer } {
  switch (step.do) {
    case 'save':
      return save(model, step.text, step.by);
    case 'submit':
      return submit(model, step.text, step.key);
    case 'withdraw':
      return withdraw(model, step.by);
    case 'accept':
      return decide(model, 'accepted', step.by);
    case 'return':
      return decide(model, 'returned', step.by, step.message);
    case 'say':
      return say(model, step.side, step.key);
    case 'extend':
      return extend(model, step.days);
  }
}
