import * as z from 'zod';
import { type Balance, outOfBalance, type Total, totalsOf as totals } from './balance.ts';
import type { Campaign } from './campaign.ts';
import { type Complaint, complainOfIssue, complainOfMisfit } from './fields/complain.ts';
import type { Field } from './fields/field.ts';
import { checkFiles, type GivenAttachment } from './fields/files.ts';
import { complainOfNilReturn, NO_NIL_RETURN } from './fields/nil-return.ts';
import { normalise } from './fields/normalise.ts';
import { inFormOrder } from './fields/order.ts';
import { counted, pointerOf, type RowNumber } from './fields/place.ts';
import { readFields } from './fields/read.ts';
import { type Valid, validPart } from './fields/valid-part.ts';
import type { Quota } from './quota.ts';
import type { Slot } from './slot.ts';
import type { Text } from './text.ts';

export type { Field, FieldKind } from './fields/field.ts';
export type { FileType, Slot } from './slot.ts';

/**
 * 强制性 blocks the submission · 核实性 needs an explanation that is kept with the report · 提示性 can be ignored.
 */
export type Severity = 'blocking' | 'explanation' | 'hint';

export interface Finding {
  /** RFC 6901, into the answers that `check` returns; '' for the whole, `/attachments/<slot>` for a slot's files. */
  pointer: string;
  severity: Severity;
  code: string;
  message: Text;
}

export interface CheckContext {
  campaign: Campaign;
  /** The files of the report. */
  attachments: readonly GivenAttachment[];
  /** A nil return (零报告): there is nothing to report, only the header is filled in. */
  nil?: boolean;
  /** The figures of the unit's other reports that are on record, by form; a report that is not there has none. */
  onRecord?: Figures | undefined;
  /** What number messages call a row by; rows are counted if nothing is said. */
  rowNumber?: RowNumber;
}

/** By form, then by the name that the form's definition gives it. */
export type Figures = { [form: string]: { [figure: string]: number } | undefined };

/**
 * A check across fields. It sees the part of the answers whose fields are valid one by one, so everything in it may
 * be absent. Method syntax, so that rules of differently shaped forms fit in one list: `check` below hands each rule
 * the answers of its own form only.
 */
interface Rule<Answers = unknown> {
  code: string;
  severity: Severity;
  check(
    answers: Answers,
    context: CheckContext & { rowNumber: RowNumber },
  ): Iterable<Pick<Finding, 'pointer' | 'message'>>;
}

/** What of a form's rows is public. Names are columns of the rows; whatever is not named here never leaves. */
export interface Publication {
  rows: string;
  /** What a row is called, most telling first; then where and when it is. */
  name: string[];
  place: string;
  from: string;
  to: string;
  /** Choices that people look for. */
  filters: string[];
  /** What else is shown. */
  shown: string[];
  /** A tick by which the unit makes the row's contacts public, and what is shown only then. */
  agreement: string;
  agreed: string[];
}

export interface Form {
  id: string;
  /** Rises when the form changes in a way that filled templates of before no longer fit. */
  version: number;
  /** The exact official title. */
  title: Text;
  /** For narrow places, as the head of a column. */
  short: Text;
  description?: Text;
  answers: z.ZodObject;
  rules: Rule[];
  /** Totals and their parts; a total that is not their sum blocks. */
  balances?: Balance[];
  /**
   * Numbers that checks of the unit's other reports compare theirs with. They are kept with the report's head, so that
   * such a check costs no reading of this report.
   */
  figures?(answers: unknown): { [figure: string]: number };
  /** Rows that everybody may see once the report is accepted. */
  publication?: Publication;
  slots: Slot[];
  /** What may be attached to one report, over all its slots. */
  quota?: Quota;
  /** Whether "nothing to report" is a proper answer. */
  nilReturn: boolean;
}

interface Definition<Answers extends z.ZodObject> extends Omit<Form, 'answers' | 'rules' | 'figures'> {
  answers: Answers;
  rules: Rule<Valid<z.input<Answers>>>[];
  figures?(answers: Valid<z.input<Answers>>): { [figure: string]: number };
}

/** A form in one object; everything else is derived from it. */
export function defineForm<Answers extends z.ZodObject>(form: Definition<Answers>): Form {
  return form;
}

const cache = new WeakMap<Form, { fields: Field[]; schema: object }>();

function derived(form: Form) {
  const known = cache.get(form);
  if (known) return known;
  const schema = z.toJSONSchema(form.answers, { io: 'input' });
  const fresh = { schema, fields: readFields(schema) };
  cache.set(form, fresh);
  return fresh;
}

/** The fields of a form, read from its JSON Schema. */
export const fieldsOf = (form: Form): Field[] => derived(form).fields;

/** The declared totals with the numbers of the answers. */
export const totalsOf = (form: Form, answers: unknown): Total[] =>
  totals(fieldsOf(form), form.balances ?? [], answers);

/** The JSON Schema (draft 2020-12) of the answers that a client sends. */
export const answersSchema = (form: Form): object => derived(form).schema;

/** Under which key the explanation of a finding is sent and kept. */
export const explanationKey = ({ code, pointer }: Pick<Finding, 'code' | 'pointer'>): string =>
  `${code}:${pointer}`;

/** The key of one explanation for all rows of which the same is found: `*` is in the place of their numbers. */
export const sharedExplanationKey = ({ code, pointer }: Pick<Finding, 'code' | 'pointer'>): string =>
  `${code}:${pointer.replace(/\/\d+(?=\/|$)/, '/*')}`;

/** What was given to explain a finding, by itself or for all rows at once. */
export const explanationOf = (
  explanations: { [key: string]: string },
  finding: Pick<Finding, 'code' | 'pointer'>,
): string | undefined => explanations[explanationKey(finding)] || explanations[sharedExplanationKey(finding)];

/** More are of no use to anyone; those that block stay when some must go, and else those that must be explained. */
const MOST_FINDINGS = 500;

/**
 * Checks what was given as a form's answers. Never throws, whatever is given.
 * @returns the answers as they are to be stored, whole or partial, valid or not; and what was found, in the order
 * of the form. They can be submitted when nothing blocks and each `explanation` is explained.
 */
export function check(
  form: Form,
  given: unknown,
  context: CheckContext,
): { answers: Record<string, unknown>; findings: Finding[] } {
  const fields = fieldsOf(form);
  const nil = context.nil === true && form.nilReturn;
  const { rowNumber = counted } = context;
  const { answers, misfits } = normalise(fields, given);
  const misfit = misfits.map((one) => complainOfMisfit(fields, one, rowNumber));
  if (misfit.some(({ path }) => path.length === 0)) return { answers, findings: misfit.map(blocking) };
  const issues = form.answers.safeParse(answers).error?.issues ?? [];
  const faults = issues.map((issue) => complainOfIssue(fields, answers, issue, rowNumber));
  const complaints = [...misfit, ...(nil ? complainOfNilReturn(fields, answers, faults) : faults)];
  if (context.nil && !nil) complaints.push(NO_NIL_RETURN);
  const own = onePerPlace(complaints.map(blocking));
  const faulty = new Set(own.map(({ pointer }) => pointer));
  const valid = validPart(answers, issues);
  const across = [
    ...checkFiles(fields, form.slots, answers, context.attachments, nil, rowNumber).map(located),
    ...(nil ? [] : unbalanced(form, valid)),
    ...(nil ? [] : form.rules.flatMap((rule) => apply(rule, valid, { ...context, rowNumber }))),
  ].filter(({ pointer }) => !faulty.has(pointer)); // what is wrong by itself is not also told to be missing
  const findings = [...own, ...across];
  return { answers, findings: atMost(MOST_FINDINGS, inFormOrder(fields, findings)) };
}

const located = <Fault extends Complaint>({ path, ...fault }: Fault) => ({
  ...fault,
  pointer: pointerOf(path),
});

const blocking = (complaint: Complaint): Finding => ({ ...located(complaint), severity: 'blocking' });

const unbalanced = (form: Form, valid: unknown): Finding[] =>
  outOfBalance(fieldsOf(form), form.balances ?? [], valid).map((found) => ({
    ...found,
    code: 'out-of-balance',
    severity: 'blocking',
  }));

const apply = (rule: Rule, valid: unknown, context: Parameters<Rule['check']>[1]): Finding[] =>
  Array.from(rule.check(valid, context), (found) => ({
    ...found,
    code: rule.code,
    severity: rule.severity,
  }));

/** One fault at a time: a text that is too long for a phone number is not also told to be no phone number. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  const first = new Map<string, Finding>();
  for (const finding of findings) if (!first.has(finding.pointer)) first.set(finding.pointer, finding);
  return [...first.values()];
}

function atMost(most: number, findings: Finding[]): Finding[] {
  if (findings.length <= most) return findings;
  const [blockers, doubts, hints] = (['blocking', 'explanation', 'hint'] as const).map((severity) =>
    findings.filter((finding) => finding.severity === severity),
  );
  if (blockers && blockers.length > 0) return [...blockers, ...(doubts ?? [])].slice(0, most);
  // What must be explained is judged to the last of it.
  return [...(doubts ?? []), ...(hints ?? []).slice(0, Math.max(0, most - (doubts ?? []).length))];
}
